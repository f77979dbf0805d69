namespace HmmGen.Generators.Lowering.Flow;

/// <summary>Where ways meet that come from a block and from others: the dominance frontiers.</summary>
internal sealed class JoinPoints
{
    private readonly List<int>?[] _frontiers;

    /// <summary>Finds the frontiers.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="dominators">Its dominators.</param>
    public JoinPoints(FlowGraph graph, DominatorTree dominators)
    {
        _frontiers = new List<int>?[graph.Count];
        foreach (int join in graph.Order.Where(block => graph.Predecessors(block).Count > 1 || block == 0))
        {
            foreach (int previous in graph.Predecessors(join))
            {
                // Whoever has the join already has got it from a way that went on upwards from there.
                for (int block = previous; block != dominators.Parent(join) && !IsLast(block, join); block = dominators.Parent(block))
                {
                    (_frontiers[block] ??= []).Add(join);
                    if (block == 0)
                    {
                        break;
                    }
                }
            }
        }
    }

    /// <summary>The blocks where what some blocks do meets what others do.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <returns>The places where ways meet, also those that only other places lead to.</returns>
    public HashSet<int> Of(IEnumerable<int> blocks)
    {
        HashSet<int> joins = [];
        Stack<int> open = new(blocks);
        while (open.Count > 0)
        {
            foreach (int join in _frontiers[open.Pop()] ?? [])
            {
                if (joins.Add(join))
                {
                    open.Push(join);
                }
            }
        }

        return joins;
    }

    private bool IsLast(int block, int join)
    {
        List<int>? frontier = _frontiers[block];
        return frontier is not null && frontier[frontier.Count - 1] == join;
    }
}
