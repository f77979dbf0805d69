using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>HMM020: makes a double literal a float, and calls <c>MathF</c> in place of <see cref="Math"/>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FloatCodeFix))]
[Shared]
public sealed class FloatCodeFix : KernelCodeFix<ExpressionSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["HMM020"];

    /// <inheritdoc/>
    private protected override IEnumerable<Replacement> Fixes(ExpressionSyntax node, Diagnostic diagnostic)
    {
        ExpressionSyntax? whole = node.AncestorsAndSelf().OfType<ExpressionSyntax>()
            .LastOrDefault(e => e.Span == diagnostic.Location.SourceSpan);
        if (whole is LiteralExpressionSyntax literal)
        {
            SyntaxToken single = AsFloat(literal.Token);
            yield return new Replacement($"Write '{single.Text}'", nameof(FloatCodeFix), literal, literal.WithToken(single));
        }
        else if (whole is MemberAccessExpressionSyntax { Expression: { } type } member)
        {
            ExpressionSyntax old = member.Parent is InvocationExpressionSyntax call ? call : member;
            ExpressionSyntax changed = old.ReplaceNode(type, MathF(type));
            changed = changed.ReplaceTokens(
                changed.DescendantTokens().Where(IsDouble), (_, token) => AsFloat(token));

            // The cast back to float is no longer needed.
            if (old.Parent is CastExpressionSyntax { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.FloatKeyword } } cast)
            {
                changed = changed.WithTriviaFrom(cast);
                old = cast;
            }

            yield return new Replacement($"Use 'MathF.{member.Name}'", nameof(FloatCodeFix), old, changed);
        }
    }

    private static ExpressionSyntax MathF(ExpressionSyntax type) => type is MemberAccessExpressionSyntax qualified
        ? qualified.WithName(SyntaxFactory.IdentifierName("MathF")).WithTriviaFrom(type)
        : SyntaxFactory.IdentifierName("MathF").WithTriviaFrom(type);

    private static bool IsDouble(SyntaxToken token) => token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is double;

    private static SyntaxToken AsFloat(SyntaxToken token)
    {
        string text = token.Text.TrimEnd('d', 'D');
        return SyntaxFactory.Literal(token.LeadingTrivia, text + "f", (float)(double)token.Value!, token.TrailingTrivia);
    }
}
