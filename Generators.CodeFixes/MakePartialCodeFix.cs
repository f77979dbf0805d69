using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>HMM001: makes a kernel's containing type partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
[Shared]
public sealed class MakePartialCodeFix : KernelCodeFix<TypeDeclarationSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HMM001"];

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Fixes(TypeDeclarationSyntax node, Diagnostic diagnostic)
    {
        yield return Replacement.Of(
            $"Make '{node.Identifier.Text}' partial", nameof(MakePartialCodeFix), node, type => ModifierList.Add(type, SyntaxKind.PartialKeyword));
    }
}
