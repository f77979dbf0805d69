using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// The loops around a place in a kernel, over all calls that are inlined. A local array has one piece of scratch memory for each place that makes
/// it, so that what is made in a loop must not outlive its turn.
/// </summary>
/// <param name="Scope">The inlined call.</param>
/// <param name="Loop">The loop statement; the method's whole declaration where it jumps backwards by <c>goto</c>.</param>
/// <param name="Outer">The loops around it.</param>
internal sealed record LoopChain(Scope Scope, SyntaxNode Loop, LoopChain? Outer)
{
    /// <summary>The loops around a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="scope">The call that it belongs to.</param>
    /// <returns>The innermost loop; null where there is none.</returns>
    public static LoopChain? Around(SyntaxNode place, Scope scope)
    {
        List<SyntaxNode> loops = [];
        SyntaxNode? declaration = null;
        for (SyntaxNode? node = place; node is not null; node = node.Parent)
        {
            if (node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            {
                loops.Add(node);
            }

            if (node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or ArrowExpressionClauseSyntax)
            {
                declaration = node;
                break;
            }
        }

        if (declaration is not null && declaration.DescendantNodes().Any(static n => n is GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: 0 }))
        {
            loops.Add(declaration);
        }

        LoopChain? chain = scope.CalledIn;
        for (int i = loops.Count - 1; i >= 0; i--)
        {
            chain = new LoopChain(scope, loops[i], chain);
        }

        return chain;
    }

    /// <summary>Whether one place lies within every loop that another lies in, so that each turn has its own.</summary>
    /// <param name="made">The loops around the place where an array is made.</param>
    /// <param name="kept">The loops around the declaration of a variable that keeps it.</param>
    /// <returns>True when the variable does not outlive the array.</returns>
    public static bool IsWithin(LoopChain? made, LoopChain? kept)
    {
        if (made is null)
        {
            return true;
        }

        for (LoopChain? chain = kept; chain is not null; chain = chain.Outer)
        {
            if (ReferenceEquals(chain.Scope, made.Scope) && chain.Loop == made.Loop)
            {
                return true;
            }
        }

        return false;
    }
}
