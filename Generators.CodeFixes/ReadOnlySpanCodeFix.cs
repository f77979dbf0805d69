using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>HMM021: changes a span that is only read to a read-only span.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadOnlySpanCodeFix))]
[Shared]
public sealed class ReadOnlySpanCodeFix : KernelCodeFix<ParameterSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HMM021"];

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Fixes(ParameterSyntax node, Diagnostic diagnostic)
    {
        GenericNameSyntax? name = node.Type?.DescendantNodesAndSelf().OfType<GenericNameSyntax>()
            .FirstOrDefault(n => n.Identifier.ValueText == "Span");
        if (name is not null)
        {
            yield return Replacement.Of(
                $"Make '{node.Identifier.Text}' a ReadOnlySpan",
                nameof(ReadOnlySpanCodeFix),
                name,
                span => span.WithIdentifier(SyntaxFactory.Identifier("ReadOnlySpan").WithTriviaFrom(span.Identifier)));
        }
    }
}
