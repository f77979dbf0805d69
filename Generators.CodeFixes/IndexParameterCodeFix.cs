using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using HmmGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>HMM003: adds missing index parameters, or changes a number in their place to an <see cref="int"/>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IndexParameterCodeFix))]
[Shared]
public sealed class IndexParameterCodeFix : KernelCodeFix<MethodDeclarationSyntax>
{
    private static readonly string[] Names = ["i", "j", "k", "row", "column", "layer"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HMM003"];

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Fixes(MethodDeclarationSyntax node, Diagnostic diagnostic)
    {
        if (!Number(diagnostic, DiagnosticProperties.Rank, out int rank)
            || !Number(diagnostic, DiagnosticProperties.Leading, out int leading))
        {
            yield break;
        }

        SeparatedSyntaxList<ParameterSyntax> parameters = node.ParameterList.Parameters;
        if (leading < parameters.Count
            && diagnostic.Location.SourceSpan.IntersectsWith(parameters[leading].Span)
            && parameters[leading] is { Type: not null } wrong)
        {
            yield return Replacement.Of($"Make '{wrong.Identifier.Text}' an int", "Change", wrong, AsInt);
        }

        string[] free = [.. Names.Except(Used(node)).Take(rank - leading)];
        if (free.Length == rank - leading)
        {
            yield return Replacement.Of(
                $"Add the index '{string.Join("', '", free)}'", "Add", node.ParameterList, list => IndexParameters.Insert(list, leading, free));
        }
    }

    private static ParameterSyntax AsInt(ParameterSyntax parameter) => parameter.WithModifiers([])
        .WithType(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword)).WithTriviaFrom(parameter.Type!))
        .WithLeadingTrivia(parameter.GetLeadingTrivia());

    private static IEnumerable<string> Used(MethodDeclarationSyntax method) =>
        method.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText);

    private static bool Number(Diagnostic diagnostic, string property, out int number)
    {
        number = 0;
        return diagnostic.Properties.TryGetValue(property, out string? text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
