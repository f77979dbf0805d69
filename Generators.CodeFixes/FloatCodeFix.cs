using System.Collections.Immutable;
using System.Composition;
using HmmGen.Generators.Analyzers.Lints;
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
        if (whole is LiteralExpressionSyntax literal && IsDouble(literal.Token))
        {
            yield return Replacement.Of(
                $"Write '{FloatText.Of(literal.Token.Text)}'", nameof(FloatCodeFix), literal, found => found.WithToken(AsFloat(found.Token)));
        }
        else if (whole is MemberAccessExpressionSyntax member)
        {
            // The cast back to float is no longer needed.
            ExpressionSyntax use = member.Parent as InvocationExpressionSyntax ?? (ExpressionSyntax)member;
            ExpressionSyntax old = use.Parent is CastExpressionSyntax cast && IsToFloat(cast) ? cast : use;
            yield return Replacement.Of($"Use 'MathF.{member.Name}'", nameof(FloatCodeFix), old, WithMathF);
        }
    }

    private static ExpressionSyntax WithMathF(ExpressionSyntax use) => use switch
    {
        CastExpressionSyntax cast => WithMathF(cast.Expression).WithTriviaFrom(cast),
        InvocationExpressionSyntax call => Floats(call.WithExpression(WithMathF(call.Expression))),
        MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax type } member => member.WithExpression(type.WithName(MathF(type.Name))),
        MemberAccessExpressionSyntax member => member.WithExpression(MathF(member.Expression)),
        _ => use,
    };

    private static ExpressionSyntax Floats(ExpressionSyntax call) =>
        call.ReplaceTokens(call.DescendantTokens().Where(IsDouble), (_, token) => AsFloat(token));

    private static IdentifierNameSyntax MathF(ExpressionSyntax type) => SyntaxFactory.IdentifierName("MathF").WithTriviaFrom(type);

    private static bool IsToFloat(CastExpressionSyntax cast) =>
        cast.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.FloatKeyword };

    private static bool IsDouble(SyntaxToken token) =>
        token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is double value && FloatText.Holds(value);

    private static SyntaxToken AsFloat(SyntaxToken token) => token.Value is double value
        ? SyntaxFactory.Literal(token.LeadingTrivia, FloatText.Of(token.Text), (float)value, token.TrailingTrivia)
        : token;
}
