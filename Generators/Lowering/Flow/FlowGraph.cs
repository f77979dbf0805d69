using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Flow;

/// <summary>The edges between a kernel's blocks. Blocks that the entry does not reach are left out.</summary>
internal sealed class FlowGraph
{
    private readonly int[][] _successors;
    private readonly int[][] _predecessors;
    private readonly int[] _order;
    private readonly int[] _positions;

    /// <summary>Reads the edges from the blocks' terminators.</summary>
    /// <param name="blocks">The blocks; the first one is the entry.</param>
    public FlowGraph(EquatableArray<BlockModel> blocks)
    {
        Count = blocks.Count;
        _successors = new int[Count][];
        for (int block = 0; block < Count; block++)
        {
            int[] targets = blocks[block].Terminator.Targets();
            _successors[block] = targets.Length == 2 && targets[0] == targets[1] ? [targets[0]] : targets;
        }

        _order = Count == 0 ? [] : GraphOrder.ReversePostorder(Count, 0, block => _successors[block]);
        _positions = GraphOrder.Positions(Count, _order);
        int[] counts = new int[Count];
        foreach (int block in _order)
        {
            foreach (int successor in _successors[block])
            {
                counts[successor]++;
            }
        }

        _predecessors = new int[Count][];
        for (int block = 0; block < Count; block++)
        {
            _predecessors[block] = counts[block] == 0 ? [] : new int[counts[block]];
        }

        // Goes from the end, so that each slot is filled once and the blocks stay in order.
        for (int place = _order.Length - 1; place >= 0; place--)
        {
            foreach (int successor in _successors[_order[place]])
            {
                _predecessors[successor][--counts[successor]] = _order[place];
            }
        }
    }

    /// <summary>The number of blocks, unreached ones included.</summary>
    public int Count { get; }

    /// <summary>The blocks that the entry reaches, in reverse postorder.</summary>
    public IReadOnlyList<int> Order => _order;

    /// <summary>The blocks that follow a block, without repetition.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The blocks.</returns>
    public IReadOnlyList<int> Successors(int block) => _successors[block];

    /// <summary>The reached blocks before a block, without repetition.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The blocks.</returns>
    public IReadOnlyList<int> Predecessors(int block) => _predecessors[block];

    /// <summary>Whether the entry reaches a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>True when it does.</returns>
    public bool IsReachable(int block) => _positions[block] >= 0;

    /// <summary>A block's place in <see cref="Order"/>.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The place; -1 when the block is not reached.</returns>
    public int Position(int block) => _positions[block];
}
