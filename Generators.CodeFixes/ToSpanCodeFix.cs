using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>HMM004: changes an array, a list, memory or an <c>HmmArray</c> to a span; to a read-only span where the kernel does not write it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ToSpanCodeFix))]
[Shared]
public sealed class ToSpanCodeFix : KernelCodeFix<ParameterSyntax>
{
    private static readonly HashSet<string> ReadOnly =
        ["ReadOnlyMemory", "IReadOnlyList", "IReadOnlyCollection", "IEnumerable", "HmmReadOnlyBuffer", "ImmutableArray"];

    private static readonly HashSet<string> Collections =
        [.. ReadOnly, "List", "IList", "ICollection", "HmmArray", "HmmBuffer", "Memory", "ArraySegment"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HMM004"];

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Fixes(ParameterSyntax node, Diagnostic diagnostic)
    {
        if (node.Modifiers.Any(m => m.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword)
            || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || ElementOf(node.Type, out bool isReadOnly) is not { } element)
        {
            yield break;
        }

        string span = isReadOnly || !ParameterUses.IsWritten(method, node) ? "ReadOnlySpan" : "Span";
        TypeSyntax type = SyntaxFactory.ParseTypeName($"{Qualified(method, span)}<{element.WithoutTrivia()}>").WithTriviaFrom(node.Type!);
        string name = node.Identifier.ValueText;
        yield return Replacement.Of(
            $"Make '{node.Identifier.Text}' a {span}<{element.WithoutTrivia()}>",
            nameof(ToSpanCodeFix),
            method,
            found => SpanViews.AsSpan(WithType(found, name, type), name));
    }

    private static MethodDeclarationSyntax WithType(MethodDeclarationSyntax method, string name, TypeSyntax type) =>
        method.ReplaceNodes(
            method.ParameterList.Parameters.Where(p => p.Identifier.ValueText == name), (_, parameter) => WithoutDefault(parameter).WithType(type));

    // A span has no constant to be its default. The space before the default goes with it.
    private static ParameterSyntax WithoutDefault(ParameterSyntax parameter) => parameter.Default is null
        ? parameter
        : parameter.WithDefault(null).WithTrailingTrivia(
            parameter.Identifier.TrailingTrivia.Reverse().SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse()
                .Concat(parameter.GetTrailingTrivia()));

    private static TypeSyntax? ElementOf(TypeSyntax? type, out bool isReadOnly)
    {
        isReadOnly = false;
        switch (type)
        {
            case ArrayTypeSyntax { RankSpecifiers.Count: 1 } array when array.RankSpecifiers[0].Rank == 1:
                return array.ElementType;
            case NullableTypeSyntax nullable:
                return ElementOf(nullable.ElementType, out isReadOnly);
            case QualifiedNameSyntax qualified:
                return ElementOf(qualified.Right, out isReadOnly);
            case GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 } generic
                when Collections.Contains(generic.Identifier.ValueText):
                isReadOnly = ReadOnly.Contains(generic.Identifier.ValueText);
                return generic.TypeArgumentList.Arguments[0];
            default:
                return null;
        }
    }

    // Without a using of System in the file, the short name likely comes from a global using; with usings of parts of System only, it does not.
    private static string Qualified(MethodDeclarationSyntax method, string span)
    {
        SyntaxNode root = method.SyntaxTree.GetRoot();
        string[] usings = [.. root.DescendantNodes().OfType<UsingDirectiveSyntax>().Select(u => u.Name?.ToString() ?? "")];
        return root.DescendantNodes().OfType<GenericNameSyntax>().Any(n => n.Identifier.ValueText is "Span" or "ReadOnlySpan")
            || usings.Contains("System")
            || !usings.Any(u => u.StartsWith("System.", StringComparison.Ordinal))
            ? span
            : "System." + span;
    }
}
