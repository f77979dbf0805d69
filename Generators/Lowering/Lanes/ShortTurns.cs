using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Writes out the loops of a constant number of turns that load neighbours one after another, so that these stand in one block.</summary>
internal static class ShortTurns
{
    // The text of each of up to three forms has several copies of an instruction.
    private const int MostInstructions = 128;

    /// <summary>Writes out such loops.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>The kernel, which does the same; the same object when there is none.</returns>
    public static KernelModel Run(KernelModel kernel)
    {
        while (WithoutOne(kernel) is { } shorter)
        {
            kernel = shorter;
        }

        return kernel;
    }

    private static KernelModel? WithoutOne(KernelModel kernel)
    {
        FlowAnalysis flow = new(kernel.Body.Blocks);
        if (!flow.Loops.IsReducible || !flow.Control.IsComplete)
        {
            return null;
        }

        int? slid = null;
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            foreach (LoopTurns turns in LoopTurns.Of(kernel.Body, flow, loop))
            {
                slid ??= Slid(kernel, flow);
                if (loop.Blocks.SelectMany(block => kernel.Body.Blocks[block].Instructions).Any(static one => one is LoadInstruction)
                    && LoopUnrolling.Run(kernel.Body, loop, turns) is { } unrolled
                    && unrolled.Blocks.Sum(static block => 1 + block.Instructions.Count) <= MostInstructions
                    && NamePass.Run(kernel with { Body = ValueForwarding.Run(unrolled) }) is { } written
                    && Slid(written, new FlowAnalysis(written.Body.Blocks)) > slid)
                {
                    return written;
                }
            }
        }

        return null;
    }

    private static int Slid(KernelModel kernel, FlowAnalysis flow)
    {
        LaneSpreads spreads = new(kernel, flow);
        new SlidLoadFinder(kernel, spreads, new LaneRegions(flow, spreads.Parting)).Run(out IReadOnlyList<SlidLoad> found);
        return found.Count;
    }
}
