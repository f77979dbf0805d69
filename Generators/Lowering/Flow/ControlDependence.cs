namespace HmmGen.Generators.Lowering.Flow;

/// <summary>Which branches decide whether a block runs.</summary>
internal sealed class ControlDependence
{
    private static readonly HashSet<int> None = [];

    private readonly List<int>[] _direct;
    private (int Block, HashSet<int> Branches) _last = (-1, None);

    /// <summary>Finds the direct dependences; those that follow from them are found when they are asked for.</summary>
    /// <param name="graph">The graph.</param>
    public ControlDependence(FlowGraph graph)
    {
        DominatorTree post = DominatorTree.Post(graph);
        _direct = new List<int>[graph.Count];
        for (int block = 0; block < _direct.Length; block++)
        {
            _direct[block] = [];
        }

        IsComplete = graph.Order.All(post.Contains);
        foreach (int branch in graph.Order.Where(block => IsComplete && graph.Successors(block).Count > 1))
        {
            foreach (int successor in graph.Successors(branch))
            {
                for (int block = successor; block != post.Parent(branch); block = post.Parent(block))
                {
                    _direct[block].Add(branch);
                }
            }
        }
    }

    /// <summary>Whether every block leads to the end; where not, nothing is known of any block.</summary>
    public bool IsComplete { get; }

    /// <summary>The blocks whose branches decide, directly or not, whether a block runs.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The blocks.</returns>
    public IReadOnlyCollection<int> Of(int block) => Close(block);

    /// <summary>Whether a branch decides, directly or not, whether a block runs.</summary>
    /// <param name="block">The block.</param>
    /// <param name="branch">The block that ends with the branch.</param>
    /// <returns>Whether it does.</returns>
    public bool Depends(int block, int branch) => !IsComplete || Close(block).Contains(branch);

    // The blocks are asked for one after the other, each several times.
    private HashSet<int> Close(int block)
    {
        if (_last.Block == block)
        {
            return _last.Branches;
        }

        HashSet<int> branches = [];
        Stack<int> open = new();
        open.Push(block);
        while (open.Count > 0)
        {
            foreach (int branch in _direct[open.Pop()])
            {
                if (branches.Add(branch))
                {
                    open.Push(branch);
                }
            }
        }

        _last = (block, branches);
        return branches;
    }
}
