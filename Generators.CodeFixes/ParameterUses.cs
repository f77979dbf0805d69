using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.CodeFixes;

/// <summary>What a method does with one of its parameters, by its syntax.</summary>
internal static class ParameterUses
{
    /// <summary>Whether a method assigns elements of a parameter, or may.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter.</param>
    /// <returns>True where an element is assigned, referred to, or the whole parameter is passed on.</returns>
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

    /// <summary>Writes the members of lists and memory as a span's.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <returns>The method, changed.</returns>
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
