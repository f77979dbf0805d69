using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// Finds targets of assignments whose index C# checks after a part of the value: <c>a[i] = n switch { … } + m</c>. The C# compiler keeps what it has in locals
/// before it evaluates a switch expression within an expression. Of an element of a span it keeps the index. It takes the element, with the check, when the
/// last switch expression has its value.
/// </summary>
internal static class LateTargets
{
    /// <summary>Whether a place is such a target.</summary>
    /// <param name="place">The syntax of the place.</param>
    /// <returns>True when a switch expression is evaluated between the index and its check.</returns>
    public static bool IsAt(SyntaxNode place)
    {
        while (place.Parent is ParenthesizedExpressionSyntax)
        {
            place = place.Parent;
        }

        return place.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Left == place
            && assignment.Right.DescendantNodesAndSelf(static node => node is not AnonymousFunctionExpressionSyntax).OfType<SwitchExpressionSyntax>().Any();
    }
}
