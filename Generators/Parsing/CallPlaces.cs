using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>The narrowest place that names what is called.</summary>
internal static class CallPlaces
{
    /// <summary>The place of the name in a call.</summary>
    /// <param name="syntax">The call.</param>
    /// <returns>The whole invocation for a method, as that is what is replaced; the name for a member.</returns>
    public static Location NameIn(SyntaxNode syntax) => syntax switch
    {
        MemberAccessExpressionSyntax member => member.Name.GetLocation(),
        AssignmentExpressionSyntax assignment => assignment.OperatorToken.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
