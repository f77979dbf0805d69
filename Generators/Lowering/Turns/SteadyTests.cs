using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Turns;

/// <summary>
/// Loads before a loop what its test loads to the same each time, as the end in <c>for (e = starts[i]; e &lt; starts[i + 1]; e++)</c>. A loop that makes no turn tests
/// once, too, so that nothing is loaded or checked that was not before.
/// </summary>
internal static class SteadyTests
{
    /// <summary>Rewrites the loops of a kernel.</summary>
    /// <param name="kernel">The kernel. Spans that it writes overlap no others.</param>
    /// <returns>The kernel for lanes; the same one when it has no such loop.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        BlockModel[] blocks = [.. kernel.Body.Blocks];
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            EquatableArray<Instruction> test = blocks[loop.Header].Instructions;
            if (test.Count > 0 && flow.Loops.IsInnermost(loop) && loop.Entries.Count == 1 && flow.Graph.Successors(loop.Entries[0]).Count == 1 && IsSteady(test, loop, blocks))
            {
                blocks[loop.Entries[0]] = blocks[loop.Entries[0]] with { Instructions = blocks[loop.Entries[0]].Instructions.Concat(test).ToEquatable() };
                blocks[loop.Header] = blocks[loop.Header] with { Instructions = [] };
            }
        }

        return kernel with { Body = kernel.Body with { Blocks = blocks.ToEquatable() } };
    }

    private static bool IsSteady(EquatableArray<Instruction> test, NaturalLoop loop, BlockModel[] blocks)
    {
        Instruction[] all = [.. test, .. loop.Blocks.Where(block => block != loop.Header).SelectMany(block => blocks[block].Instructions)];
        HashSet<int> steady = SteadyTurns.Locals(all, -1), changing = [.. all.Select(static one => one.Target()).Where(local => local >= 0 && !steady.Contains(local))];
        return test.All(one => one is GuardInstruction or BoundsInstruction ? !changing.Any(local => ExpressionLocals.Reads(one, local)) : steady.Contains(one.Target()));
    }
}
