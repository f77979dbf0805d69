using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>
/// Finds the accesses before which a work item may have stored something or failed in another way. A launch is not refused in advance for these:
/// the effects before the failing access must have happened, and the first error must be the one reported.
/// </summary>
internal static class LateSites
{
    /// <summary>Finds the sites.</summary>
    /// <param name="body">The kernel's code.</param>
    /// <returns>The sites, in order.</returns>
    public static IReadOnlyList<int> Of(KernelBody body)
    {
        if (body.Blocks.Count == 0)
        {
            return [];
        }

        FlowGraph graph = new(body.Blocks);
        bool[] seen = [.. body.Blocks.Select(static block => block.Instructions.Any(IsSeen))];
        bool[] late = new bool[body.Blocks.Count];
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (int block in graph.Order)
            {
                bool after = late[block] || seen[block];
                foreach (int next in graph.Successors(block))
                {
                    changed |= after && !late[next];
                    late[next] |= after;
                }
            }
        }

        SortedSet<int> sites = [];
        foreach (int block in graph.Order)
        {
            bool after = late[block];
            foreach (Instruction instruction in body.Blocks[block].Instructions)
            {
                if (after && instruction.SpanAccess() is { } access)
                {
                    sites.Add(access.Site);
                }

                after |= IsSeen(instruction);
            }
        }

        return [.. sites];
    }

    private static bool IsSeen(Instruction instruction) => instruction is StoreInstruction or AtomicInstruction or GuardInstruction;
}
