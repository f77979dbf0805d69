using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Counts the vectors that a group of lanes needs at a time.</summary>
internal static class LaneCounts
{
    /// <summary>Counts.</summary>
    /// <param name="body">The kernel's body.</param>
    /// <param name="spreads">How its values differ between work items.</param>
    /// <returns>In a body of one block the most that are still to be read; in others all that there are.</returns>
    public static int Most(KernelBody body, LaneSpreads spreads)
    {
        if (body.Blocks.Count > 1)
        {
            return Enumerable.Range(0, body.Locals.Count).Count(local => spreads.Of(local).IsVector);
        }

        HashSet<int> live = [];
        HashSet<int> read = [];
        int most = 0;
        foreach (Instruction instruction in body.Blocks[0].Instructions.Reverse())
        {
            live.Remove(instruction.Target());
            read.Clear();
            for (int part = 0; part < instruction.PartCount(); part++)
            {
                ExpressionLocals.Collect(instruction.Part(part), read);
            }

            live.UnionWith(read.Where(local => spreads.Of(local).IsVector));
            most = Math.Max(most, live.Count);
        }

        return most;
    }
}
