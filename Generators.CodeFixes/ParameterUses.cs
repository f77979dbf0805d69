using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>Uses of a parameter within its method, found by syntax.</summary>
internal static class ParameterUses
{
    /// <summary>Whether a method assigns, or may assign, elements of a parameter.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter.</param>
    /// <returns>True when an element is assigned or referred to, or when the whole parameter is passed on.</returns>
    public static bool IsWritten(MethodDeclarationSyntax method, ParameterSyntax parameter) =>
        Names(method, parameter.Identifier.ValueText).Any(n => n.Parent switch
        {
            ElementAccessExpressionSyntax element => IsWritten(element),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Span", Parent: ElementAccessExpressionSyntax element } =>
                IsWritten(element),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" or "Count" } => false,
            ForEachStatementSyntax => false,
            _ => true,
        });

    /// <summary>Rewrites uses of members of lists and memory to members of a span.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The changed method.</returns>
    public static MethodDeclarationSyntax AsSpan(MethodDeclarationSyntax method, string parameter)
    {
        IEnumerable<MemberAccessExpressionSyntax> members = Names(method, parameter)
            .Select(n => n.Parent)
            .OfType<MemberAccessExpressionSyntax>()
            .Where(m => m.Name.Identifier.ValueText is "Count" or "Span" && m.Parent is not InvocationExpressionSyntax);
        return method.ReplaceNodes(members, (_, member) => member.Name.Identifier.ValueText == "Span"
            ? member.Expression.WithTriviaFrom(member)
            : member.WithName(SyntaxFactory.IdentifierName("Length").WithTriviaFrom(member.Name)));
    }

    private static IEnumerable<IdentifierNameSyntax> Names(MethodDeclarationSyntax method, string name)
    {
        SyntaxNode? body = (SyntaxNode?)method.Body ?? method.ExpressionBody;
        return body is null
            ? []
            : body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == name && !IsMember(n));
    }

    private static bool IsMember(IdentifierNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name;

    private static bool IsWritten(ExpressionSyntax element)
    {
        ExpressionSyntax place = element;
        while (place.Parent is MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            place = (ExpressionSyntax)place.Parent;
        }

        return place.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == place,
            PostfixUnaryExpressionSyntax postfix =>
                postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
            PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression,
            ArgumentSyntax argument => argument.RefKindKeyword.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword
                || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax },
            RefExpressionSyntax => true,
            InvocationExpressionSyntax => true,
            _ => false,
        };
    }
}
