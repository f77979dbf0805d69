using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Asks whether the loops within another one compute enough to pay for the elements that it reaches one by one between them.</summary>
/// <param name="kernel">The kernel.</param>
/// <param name="flow">Its flow of control.</param>
/// <param name="spreads">How its values differ between work items.</param>
internal sealed class OuterLoops(KernelModel kernel, FlowAnalysis flow, LaneSpreads spreads)
{
    // So many turns of an inner loop pay. Where there are fewer, a launch finds out that the loop is faster.
    private const int Turns = 8;

    private readonly Dictionary<NaturalLoop, int> _inner = [];

    /// <summary>Whether a loop pays for what it reaches one by one.</summary>
    /// <param name="loop">The innermost loop around the accesses.</param>
    /// <param name="cost">What they cost, in operations of vectors.</param>
    /// <returns>False for a loop that has no other within.</returns>
    public bool Pays(NaturalLoop loop, int cost)
    {
        if (!_inner.TryGetValue(loop, out int inner))
        {
            _inner[loop] = inner = Inner(loop);
        }

        return inner > 0 && Turns * inner >= cost;
    }

    // The operations of vectors in the loops within.
    private int Inner(NaturalLoop loop) => loop.Blocks.Where(block => flow.Loops.Around(block).Last() != loop)
        .SelectMany(block => kernel.Body.Blocks[block].Instructions)
        .Sum(instruction => Enumerable.Range(0, instruction.PartCount()).Sum(part => Operations(instruction.Part(part))));

    private int Operations(Expression expression) => !spreads.Of(expression).IsVector ? 0
        : (expression is LocalExpression ? 0 : 1) + Enumerable.Range(0, expression.PartCount()).Sum(part => Operations(expression.Part(part)));
}
