using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// The nesting depth of source. The compiler walks source by recursion, too, and does not check the stack everywhere. The limit is the
/// same on every thread, so that generator and analyzer agree.
/// </summary>
internal static class SyntaxDepth
{
    private const int Deepest = 1000;

    /// <summary>Whether a declaration nests too deeply to be translated.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <returns>True beyond the limit. Long sums and chains of <c>else if</c> do not nest: they are walked by loops.</returns>
    public static bool IsTooDeep(SyntaxNode declaration)
    {
        Stack<(SyntaxNode Node, int Depth)> open = new();
        open.Push((declaration, 0));
        while (open.Count > 0)
        {
            (SyntaxNode node, int depth) = open.Pop();
            if (depth > Deepest)
            {
                return true;
            }

            foreach (SyntaxNodeOrToken part in node.ChildNodesAndTokens())
            {
                if (part.AsNode() is { } child)
                {
                    open.Push((child, IsLevel(node, child) ? depth + 1 : depth));
                }
            }
        }

        return false;
    }

    private static bool IsLevel(SyntaxNode node, SyntaxNode child) => (node, child) switch
    {
        (BinaryExpressionSyntax sum, BinaryExpressionSyntax) => sum.Left != child,
        (BinaryPatternSyntax either, BinaryPatternSyntax) => either.Left != child,
        (IfStatementSyntax, ElseClauseSyntax) or (ElseClauseSyntax, IfStatementSyntax) => false,
        _ => true,
    };
}
