namespace HmmGen.Generators.Lowering.Flow;

/// <summary>The natural loops of a kernel.</summary>
internal sealed class LoopForest
{
    private readonly IReadOnlyList<NaturalLoop>[] _around;

    /// <summary>Finds the loops.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="dominators">Its dominators.</param>
    public LoopForest(FlowGraph graph, DominatorTree dominators)
    {
        List<NaturalLoop> loops = [];
        IsReducible = true;
        foreach (int header in graph.Order)
        {
            HashSet<int> blocks = [header];
            bool found = false;
            foreach (int latch in graph.Predecessors(header).Where(block => graph.Position(block) >= graph.Position(header)))
            {
                IsReducible &= dominators.Dominates(header, latch);
                found |= Collect(graph, latch, blocks);
            }

            if (found)
            {
                loops.Add(new NaturalLoop(loops.Count, header, blocks, graph));
            }
        }

        Loops = loops;
        _around = Enumerable.Range(0, graph.Count)
            .Select(block => (IReadOnlyList<NaturalLoop>)loops.Where(loop => loop.Contains(block)).ToArray())
            .ToArray();
    }

    /// <summary>The loops, outer ones before those inside.</summary>
    public IReadOnlyList<NaturalLoop> Loops { get; }

    /// <summary>Whether every loop is entered through its header only; where not, <see cref="Loops"/> means nothing.</summary>
    public bool IsReducible { get; }

    /// <summary>The loops around a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The loops, the outermost first.</returns>
    public IReadOnlyList<NaturalLoop> Around(int block) => _around[block];

    private static bool Collect(FlowGraph graph, int latch, HashSet<int> blocks)
    {
        Stack<int> open = new();
        open.Push(latch);
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

        return true;
    }
}
