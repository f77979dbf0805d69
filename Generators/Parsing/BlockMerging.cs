namespace HmmGen.Generators.Parsing;

/// <summary>
/// Simplifies the blocks that inlining and Roslyn's regions leave behind: removes empty blocks, and joins a block to its only predecessor when
/// no other block follows that one.
/// </summary>
internal static class BlockMerging
{
    /// <summary>Simplifies the reachable blocks.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The blocks in printing order, the entry first.</returns>
    public static IReadOnlyList<BlockBuilder> Run(BlockBuilder entry)
    {
        foreach (BlockBuilder block in Reachable(entry))
        {
            block.Redirect(SkipEmpty);
        }

        List<BlockBuilder> blocks = Reachable(entry);
        Dictionary<BlockBuilder, int> predecessors = blocks.ToDictionary(b => b, _ => 0);
        foreach (BlockBuilder successor in blocks.SelectMany(b => b.Successors))
        {
            predecessors[successor]++;
        }

        HashSet<BlockBuilder> gone = [];
        foreach (BlockBuilder block in blocks)
        {
            while (!gone.Contains(block) && block.OnlySuccessor is { } next && next != entry && next != block && predecessors[next] == 1)
            {
                block.Absorb(next);
                gone.Add(next);
            }
        }

        return [.. blocks.Where(b => !gone.Contains(b)).OrderBy(b => b == entry ? -1 : b.Sequence)];
    }

    private static BlockBuilder SkipEmpty(BlockBuilder block)
    {
        HashSet<BlockBuilder> passed = [];
        while (block.Instructions.Count == 0 && block.OnlySuccessor is { } next && passed.Add(block))
        {
            block = next;
        }

        return block;
    }

    private static List<BlockBuilder> Reachable(BlockBuilder entry)
    {
        List<BlockBuilder> found = [entry];
        HashSet<BlockBuilder> seen = [entry];
        for (int i = 0; i < found.Count; i++)
        {
            foreach (BlockBuilder next in found[i].Successors)
            {
                if (seen.Add(next))
                {
                    found.Add(next);
                }
            }
        }

        return [.. found.OrderBy(b => b == entry ? -1 : b.Sequence)];
    }
}
