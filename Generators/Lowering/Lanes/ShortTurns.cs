using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Forwarding;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Writes out the loops of a constant number of turns that load neighbours, or touch parts of a word, one after another, so that these stand in one block.</summary>
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

        int? joined = null;
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            foreach (LoopTurns turns in LoopTurns.Of(kernel.Body, flow, loop))
            {
                joined ??= Joined(kernel, flow);
                if (loop.Blocks.SelectMany(block => kernel.Body.Blocks[block].Instructions).Any(static one => one is LoadInstruction)
                    && LoopUnrolling.Run(kernel.Body, loop, turns) is { } unrolled
                    && unrolled.Blocks.Sum(static block => 1 + block.Instructions.Count) <= MostInstructions
                    && NamePass.Run(kernel with { Body = ValueForwarding.Run(unrolled) }) is { } written
                    && Joined(written, new FlowAnalysis(written.Body.Blocks)) > joined)
                {
                    return written;
                }
            }
        }

        return null;
    }

    // The loads and stores that others have a part in.
    private static int Joined(KernelModel kernel, FlowAnalysis flow)
    {
        LaneSpreads spreads = new(kernel, flow);
        LaneRegions regions = new(flow, spreads.Parting);
        new SlidLoadFinder(kernel, spreads, regions).Run(out IReadOnlyList<SlidLoad> slid);
        return slid.Count + new LaneWordFinder(kernel, spreads, regions).Find().Sum(static word => word.Parts.Count);
    }
}
