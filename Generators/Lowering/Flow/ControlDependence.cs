namespace HmmGen.Generators.Lowering.Flow;

/// <summary>Which branches decide whether a block runs.</summary>
internal sealed class ControlDependence
{
    private readonly HashSet<int>[] _branches;

    /// <summary>Finds the dependences, direct and transitive.</summary>
    /// <param name="graph">The graph.</param>
    public ControlDependence(FlowGraph graph)
    {
        DominatorTree post = DominatorTree.Post(graph);
        _branches = Enumerable.Range(0, graph.Count).Select(static _ => new HashSet<int>()).ToArray();
        IsComplete = graph.Order.All(post.Contains);
        foreach (int branch in graph.Order.Where(block => IsComplete && graph.Successors(block).Count > 1))
        {
            foreach (int successor in graph.Successors(branch))
            {
                for (int block = successor; block != post.Parent(branch); block = post.Parent(block))
                {
                    _branches[block].Add(branch);
                }
            }
        }

        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (HashSet<int> branches in _branches)
            {
                foreach (int branch in branches.ToArray())
                {
                    int before = branches.Count;
                    branches.UnionWith(_branches[branch]);
                    changed |= branches.Count != before;
                }
            }
        }
    }

    /// <summary>Whether every block leads to the end; where not, nothing is known of any block.</summary>
    public bool IsComplete { get; }

    /// <summary>The blocks whose branches decide, directly or not, whether a block runs.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The blocks.</returns>
    public IReadOnlyCollection<int> Of(int block) => _branches[block];

    /// <summary>Whether a branch decides, directly or not, whether a block runs.</summary>
    /// <param name="block">The block.</param>
    /// <param name="branch">The block that ends with the branch.</param>
    /// <returns>Whether it does.</returns>
    public bool Depends(int block, int branch) => !IsComplete || _branches[block].Contains(branch);
}
