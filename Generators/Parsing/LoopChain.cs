using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HmmGen.Generators.Parsing;

/// <summary>
/// The loops around a place in a kernel, through all inlined calls. A local array has one place in scratch for each expression that makes it, so an
/// array made in a loop must not outlive its iteration.
/// </summary>
/// <param name="Scope">The inlined call.</param>
/// <param name="Loop">The loop statement, the <c>goto</c> that jumps back to before the place, or the <c>switch</c> whose sections jump to each other.</param>
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
            if (node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
                || (node is SwitchStatementSyntax && Jumps(node).Any(static jump => jump.CaseOrDefaultKeyword.RawKind != 0)))
            {
                loops.Add(node);
            }

            if (node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or ArrowExpressionClauseSyntax)
            {
                declaration = node;
                break;
            }
        }

        if (declaration is not null)
        {
            loops.AddRange(Jumps(declaration).Where(jump => jump.SpanStart >= place.SpanStart && LabelOf(jump, declaration) is { } label
                && label.SpanStart <= place.SpanStart));
        }

        LoopChain? chain = scope.CalledIn;
        for (int i = loops.Count - 1; i >= 0; i--)
        {
            chain = new LoopChain(scope, loops[i], chain);
        }

        return chain;
    }

    private static IEnumerable<GotoStatementSyntax> Jumps(SyntaxNode node) => node.DescendantNodes().OfType<GotoStatementSyntax>();

    private static LabeledStatementSyntax? LabelOf(GotoStatementSyntax jump, SyntaxNode declaration) =>
        jump.Expression is not IdentifierNameSyntax name || jump.CaseOrDefaultKeyword.RawKind != 0 ? null
        : declaration.DescendantNodes().OfType<LabeledStatementSyntax>().FirstOrDefault(label => label.Identifier.ValueText == name.Identifier.ValueText);

    /// <summary>Whether one place lies within every loop around another, so that each iteration has its own array.</summary>
    /// <param name="made">The loops around the place where an array is made.</param>
    /// <param name="kept">The loops around the declaration of a variable that keeps it.</param>
    /// <returns>True when the variable does not outlive the array.</returns>
    public static bool IsWithin(LoopChain? made, LoopChain? kept)
    {
        for (LoopChain? loop = made; loop is not null; loop = loop.Outer)
        {
            if (!Contains(kept, loop))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Contains(LoopChain? chain, LoopChain loop)
    {
        for (LoopChain? link = chain; link is not null; link = link.Outer)
        {
            if (ReferenceEquals(link.Scope, loop.Scope) && link.Loop == loop.Loop)
            {
                return true;
            }
        }

        return false;
    }
}
