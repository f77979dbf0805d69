namespace HmmGen.Generators.Lowering.Flow;

/// <summary>The join points of a graph: the dominance frontiers of its blocks.</summary>
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
                // A block that has the join already got it from an earlier walk, which went on upwards from there.
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

    /// <summary>The blocks at which the effects of some blocks meet those of others.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <returns>The join points, also those that only other join points lead to.</returns>
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
