using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>Uses of a parameter within its method, found by syntax.</summary>
internal static class ParameterUses
{
    /// <summary>The places where a method names a parameter.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The names in the body.</returns>
    public static IEnumerable<IdentifierNameSyntax> Names(MethodDeclarationSyntax method, string parameter)
    {
        SyntaxNode? body = (SyntaxNode?)method.Body ?? method.ExpressionBody;
        return body is null
            ? []
            : body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == parameter && !IsOther(n));
    }

    /// <summary>Whether a method assigns, or may assign, elements of a parameter.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter.</param>
    /// <returns>True when an element is assigned or referred to, or when the whole parameter is passed on.</returns>
    public static bool IsWritten(MethodDeclarationSyntax method, ParameterSyntax parameter) =>
        Names(method, parameter.Identifier.ValueText).Any(n => IsWrittenBy(SpanViews.Around(n).Last()));

    private static bool IsOther(IdentifierNameSyntax name) =>
        name.Parent is NameColonSyntax || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name);

    private static bool IsWrittenBy(ExpressionSyntax view) => view.Parent switch
    {
        ElementAccessExpressionSyntax element => IsWritten(element),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } => false,
        ForEachStatementSyntax loop => loop.Type is RefTypeSyntax { ReadOnlyKeyword.RawKind: 0 },
        _ => true,
    };

    private static bool IsWritten(ExpressionSyntax element)
    {
        ExpressionSyntax place = element;
        while (Part(place) is { } whole)
        {
            place = whole;
        }

        return place.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == place,
            PostfixUnaryExpressionSyntax postfix =>
                postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
            PrefixUnaryExpressionSyntax prefix => prefix.Kind()
                is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
            ArgumentSyntax argument => argument.RefKindKeyword.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword,
            RefExpressionSyntax => true,
            InvocationExpressionSyntax => true,
            _ => false,
        };
    }

    // What is written where it is written: a member or element writes what it is a part of, and a tuple, at any depth, writes its elements.
    private static ExpressionSyntax? Part(ExpressionSyntax place) => place.Parent switch
    {
        MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax => (ExpressionSyntax)place.Parent,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain => certain,
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => tuple,
        _ => null,
    };
}
