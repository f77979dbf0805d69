namespace HmmGen.Generators.Lowering.Flow;

/// <summary>The dominators of a graph, or its post-dominators: the blocks on every way to a block, or from it to the end.</summary>
internal sealed class DominatorTree
{
    private readonly int[] _parents;
    private readonly int[] _positions;
    private readonly int[] _opened;
    private readonly int[] _closed;
    private readonly int _root;

    private DominatorTree(int count, int root, Func<int, IReadOnlyList<int>> next, Func<int, IReadOnlyList<int>> previous)
    {
        _root = root;
        int[] order = GraphOrder.ReversePostorder(count, root, next);
        _positions = GraphOrder.Positions(count, order);
        _parents = new int[count];
        for (int node = 0; node < count; node++)
        {
            _parents[node] = -1;
        }

        _parents[root] = root;
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int place = 1; place < order.Length; place++)
            {
                int node = order[place];
                int parent = -1;
                IReadOnlyList<int> before = previous(node);
                for (int at = 0; at < before.Count; at++)
                {
                    int other = before[at];
                    if (_positions[other] >= 0 && _parents[other] >= 0)
                    {
                        parent = parent < 0 ? other : Meet(parent, other);
                    }
                }

                changed |= _parents[node] != parent;
                _parents[node] = parent;
            }
        }

        _opened = new int[count];
        _closed = new int[count];
        Number(order);
    }

    /// <summary>Finds the dominators.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>The tree, whose root is the entry.</returns>
    public static DominatorTree Of(FlowGraph graph) => new(graph.Count, 0, graph.Successors, graph.Predecessors);

    /// <summary>Finds the post-dominators.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>The tree; its root is a node after all blocks, numbered <see cref="FlowGraph.Count"/>.</returns>
    public static DominatorTree Post(FlowGraph graph)
    {
        int exit = graph.Count;
        int[] ends = graph.Order.Where(block => graph.Successors(block).Count == 0).ToArray();
        int[] end = [exit];
        return new DominatorTree(
            graph.Count + 1,
            exit,
            node => node == exit ? ends : graph.Predecessors(node),
            node => node == exit ? [] : graph.Successors(node).Count == 0 ? end : graph.Successors(node));
    }

    /// <summary>Whether a node is in the tree.</summary>
    /// <param name="node">The node.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(int node) => _positions[node] >= 0;

    /// <summary>The nearest dominator of a node besides itself.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The dominator; -1 for the root and for nodes outside the tree.</returns>
    public int Parent(int node) => node == _root ? -1 : _parents[node];

    /// <summary>Whether a node dominates another one; every node dominates itself.</summary>
    /// <param name="node">The node.</param>
    /// <param name="other">The other node.</param>
    /// <returns>Whether it dominates.</returns>
    public bool Dominates(int node, int other)
    {
        if (!Contains(node) || !Contains(other))
        {
            return false;
        }

        return _opened[node] <= _opened[other] && _closed[other] <= _closed[node];
    }

    /// <summary>The nearest node that dominates both of two.</summary>
    /// <param name="left">The first node, in the tree.</param>
    /// <param name="right">The second node, in the tree.</param>
    /// <returns>The dominator.</returns>
    public int Common(int left, int right) => Meet(left, right);

    /// <summary>Numbers the nodes in the order in which a walk enters and leaves their subtrees, so that dominance is a comparison.</summary>
    private void Number(int[] order)
    {
        // A node comes after its parent in the order. So sizes add up from the end, and numbers are given out from the front.
        int[] sizes = new int[_parents.Length];
        for (int place = order.Length - 1; place >= 0; place--)
        {
            int node = order[place];
            sizes[node]++;
            if (node != _root)
            {
                sizes[_parents[node]] += sizes[node];
            }
        }

        int[] free = new int[_parents.Length];
        foreach (int node in order)
        {
            int parent = _parents[node];
            _opened[node] = node == _root ? 0 : free[parent];
            _closed[node] = _opened[node] + sizes[node];
            free[node] = _opened[node] + 1;
            if (node != _root)
            {
                free[parent] = _closed[node];
            }
        }
    }

    private int Meet(int left, int right)
    {
        while (left != right)
        {
            if (_positions[left] > _positions[right])
            {
                left = _parents[left];
            }
            else
            {
                right = _parents[right];
            }
        }

        return left;
    }
}
