using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Flow;

/// <summary>The analyses of a kernel's control flow.</summary>
internal sealed class FlowAnalysis
{
    private readonly bool[] _entersOnce;

    /// <summary>Analyses the flow of control.</summary>
    /// <param name="blocks">The blocks; the first one is the entry.</param>
    public FlowAnalysis(EquatableArray<BlockModel> blocks)
    {
        Graph = new FlowGraph(blocks);
        Dominators = DominatorTree.Of(Graph);
        Loops = new LoopForest(Graph, Dominators);
        Control = new ControlDependence(Graph);
        Joins = new JoinPoints(Graph, Dominators);
        _entersOnce = new bool[Graph.Count];
        foreach (int block in Graph.Order.Where(static block => block != 0))
        {
            _entersOnce[block] = Graph.Predecessors(block).Count(from => !Dominators.Dominates(block, from)) == 1;
        }
    }

    /// <summary>The blocks and edges.</summary>
    public FlowGraph Graph { get; }

    /// <summary>The dominators.</summary>
    public DominatorTree Dominators { get; }

    /// <summary>The loops.</summary>
    public LoopForest Loops { get; }

    /// <summary>The branches on which blocks depend.</summary>
    public ControlDependence Control { get; }

    /// <summary>The join points.</summary>
    public JoinPoints Joins { get; }

    /// <summary>Whether every way to a block leads over an edge.</summary>
    /// <param name="from">Where the edge starts.</param>
    /// <param name="to">Where the edge ends.</param>
    /// <param name="block">The block.</param>
    /// <returns>Whether the edge dominates the block.</returns>
    public bool EdgeDominates(int from, int to, int block)
        => _entersOnce[to] && Dominators.Parent(to) == from && Dominators.Dominates(to, block);
}
