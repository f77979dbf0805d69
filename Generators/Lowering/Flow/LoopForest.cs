namespace HmmGen.Generators.Lowering.Flow;

/// <summary>The natural loops of a kernel.</summary>
internal sealed class LoopForest
{
    private static readonly IReadOnlyList<NaturalLoop> None = [];

    private readonly IReadOnlyList<NaturalLoop>[] _around;
    private readonly NaturalLoop?[] _headed;

    /// <summary>Finds the loops.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="dominators">Its dominators.</param>
    public LoopForest(FlowGraph graph, DominatorTree dominators)
    {
        List<NaturalLoop> loops = [];
        _headed = new NaturalLoop?[graph.Count];
        IsReducible = true;
        foreach (int header in graph.Order)
        {
            int[] latches = [.. graph.Predecessors(header).Where(block => graph.Position(block) >= graph.Position(header))];
            if (latches.Length > 0)
            {
                IsReducible &= latches.All(latch => dominators.Dominates(header, latch));
                NaturalLoop loop = new(loops.Count, header, Collect(graph, header, latches), graph);
                loops.Add(loop);
                _headed[header] = loop;
            }
        }

        Loops = loops;
        _around = new IReadOnlyList<NaturalLoop>[graph.Count];
        List<NaturalLoop>?[] around = new List<NaturalLoop>?[graph.Count];
        foreach (NaturalLoop loop in loops)
        {
            foreach (int block in loop.Blocks)
            {
                (around[block] ??= []).Add(loop);
            }
        }

        for (int block = 0; block < _around.Length; block++)
        {
            _around[block] = around[block] ?? None;
        }
    }

    /// <summary>The loops, outer ones before those inside.</summary>
    public IReadOnlyList<NaturalLoop> Loops { get; }

    /// <summary>Whether every loop is entered only through its header; if not, <see cref="Loops"/> is meaningless.</summary>
    public bool IsReducible { get; }

    /// <summary>The loops around a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The loops, the outermost first.</returns>
    public IReadOnlyList<NaturalLoop> Around(int block) => _around[block];

    /// <summary>The loop that is entered through a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The loop; null for none.</returns>
    public NaturalLoop? HeadedBy(int block) => _headed[block];

    /// <summary>Whether a loop has no loop in it.</summary>
    /// <param name="loop">The loop.</param>
    /// <returns>True when it has none.</returns>
    public bool IsInnermost(NaturalLoop loop) => Loops.All(other => other == loop || !loop.Contains(other.Header));

    /// <summary>Whether the way from one block to another leaves a loop.</summary>
    /// <param name="from">The first block.</param>
    /// <param name="to">The second block.</param>
    /// <returns>Whether a loop around the first one does not contain the second.</returns>
    public bool Leaves(int from, int to)
    {
        // The loops around a block are nested, so the innermost one decides.
        IReadOnlyList<NaturalLoop> around = _around[from];
        return around.Count > 0 && !around[around.Count - 1].Contains(to);
    }

    private static HashSet<int> Collect(FlowGraph graph, int header, int[] latches)
    {
        HashSet<int> blocks = [header];
        Stack<int> open = new(latches);
        while (open.Count > 0)
        {
            int block = open.Pop();
            if (blocks.Add(block))
            {
                foreach (int previous in graph.Predecessors(block))
                {
                    open.Push(previous);
                }
            }
        }

        return blocks;
    }
}
