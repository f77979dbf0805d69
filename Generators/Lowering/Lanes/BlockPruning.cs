using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Removes blocks that no way leads to, and joins blocks that always follow each other.</summary>
internal static class BlockPruning
{
    /// <summary>Prunes a body.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The body with fewer blocks.</returns>
    public static KernelBody Run(KernelBody body)
    {
        FlowGraph graph = new(body.Blocks);
        bool IsJoined(int block) => block != 0 && graph.Predecessors(block).Count == 1 && graph.Successors(graph.Predecessors(block)[0]).Count == 1;

        int[] kept = [.. graph.Order.Where(block => !IsJoined(block)).OrderBy(static block => block)];
        int[] numbers = GraphOrder.Positions(graph.Count, kept);
        List<BlockModel> blocks = [];
        foreach (int first in kept)
        {
            BlockModel block = body.Blocks[first];
            List<Instruction> instructions = [.. block.Instructions];
            int last = first;
            while (graph.Successors(last).Count == 1 && IsJoined(graph.Successors(last)[0]))
            {
                last = graph.Successors(last)[0];
                instructions.AddRange(body.Blocks[last].Instructions);
            }

            blocks.Add(block with { Instructions = instructions.ToEquatable(), Terminator = Renumbered(body.Blocks[last].Terminator, numbers) });
        }

        return body with { Blocks = blocks.ToEquatable() };
    }

    private static Terminator Renumbered(Terminator terminator, int[] numbers) => terminator switch
    {
        BranchTerminator branch when branch.WhenTrue == branch.WhenFalse => new JumpTerminator(numbers[branch.WhenTrue]),
        _ => terminator.WithTargets(target => numbers[target]),
    };
}
