namespace HmmGen.Generators.Lowering.Flow;

/// <summary>The branches that decide whether a block runs.</summary>
internal sealed class ControlDependence
{
    private readonly List<int>?[] _direct;

    // Callers ask for one block after another, several times each. So the answer for the last block is kept, and its branches bear its mark.
    private readonly int[] _marks;
    private readonly List<int> _branches = [];
    private int _last = -1;
    private int _mark;

    /// <summary>Finds the direct dependences. Indirect ones are found on request.</summary>
    /// <param name="graph">The graph.</param>
    public ControlDependence(FlowGraph graph)
    {
        DominatorTree post = DominatorTree.Post(graph);
        _direct = new List<int>?[graph.Count];
        _marks = new int[graph.Count];
        IsComplete = graph.Order.All(post.Contains);
        foreach (int branch in graph.Order.Where(block => IsComplete && graph.Successors(block).Count > 1))
        {
            foreach (int successor in graph.Successors(branch))
            {
                for (int block = successor; block != post.Parent(branch); block = post.Parent(block))
                {
                    (_direct[block] ??= []).Add(branch);
                }
            }
        }
    }

    /// <summary>Whether every block leads to the end; if not, nothing is known of any block.</summary>
    public bool IsComplete { get; }

    /// <summary>The blocks whose branches decide, directly or indirectly, whether a block runs.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The blocks; valid until the next call for another block.</returns>
    public IReadOnlyCollection<int> Of(int block)
    {
        Close(block);
        return _branches;
    }

    /// <summary>Whether a branch decides, directly or indirectly, whether a block runs.</summary>
    /// <param name="block">The block.</param>
    /// <param name="branch">The block that ends with the branch.</param>
    /// <returns>True when it does.</returns>
    public bool Depends(int block, int branch)
    {
        if (IsComplete)
        {
            Close(block);
        }

        return !IsComplete || _marks[branch] == _mark;
    }

    private void Close(int block)
    {
        if (_last == block)
        {
            return;
        }

        _last = block;
        _mark++;
        _branches.Clear();
        Add(block);
        for (int at = 0; at < _branches.Count; at++)
        {
            Add(_branches[at]);
        }
    }

    private void Add(int block)
    {
        foreach (int branch in _direct[block] ?? [])
        {
            if (_marks[branch] != _mark)
            {
                _marks[branch] = _mark;
                _branches.Add(branch);
            }
        }
    }
}
