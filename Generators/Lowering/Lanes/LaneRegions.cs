using HmmGen.Generators.Lowering.Flow;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>
/// The blocks in which only some lanes are live, in the order in which they are visited. A region begins after a branch that parts the lanes and ends where all
/// of them have met again. Its blocks are visited one after another, each with the mask of its live lanes; a block without any is passed over.
/// </summary>
internal sealed class LaneRegions
{
    private readonly HashSet<int> _parted = [];
    private readonly Dictionary<int, int> _next = [];
    private readonly Dictionary<int, List<int>> _ends = [];
    private readonly HashSet<int> _latched = [];
    private readonly Dictionary<int, int> _followers = [];

    /// <summary>Finds the regions.</summary>
    /// <param name="flow">The flow of control.</param>
    /// <param name="parting">The blocks whose branches part the lanes.</param>
    /// <param name="isPart">Whether some lanes rest from the first block on, up to the end.</param>
    public LaneRegions(FlowAnalysis flow, IReadOnlyCollection<int> parting, bool isPart = false)
    {
        Order = LoopOrder(flow);
        DominatorTree post = DominatorTree.Post(flow.Graph);
        Dictionary<int, int> meets = isPart ? Order.ToDictionary(static block => block, _ => flow.Graph.Count) : [];
        foreach (int branch in parting)
        {
            int meeting = post.Parent(branch);
            Stack<int> open = new(flow.Graph.Successors(branch));
            while (open.Count > 0)
            {
                int block = open.Pop();
                if (block != meeting && (!meets.TryGetValue(block, out int known) || (known != meeting && IsLater(post, meeting, known))))
                {
                    meets[block] = meeting;
                    foreach (int next in flow.Graph.Successors(block))
                    {
                        open.Push(next);
                    }
                }
            }
        }

        _parted.UnionWith(meets.Keys);
        int[] order = [.. Order];
        int[] positions = GraphOrder.Positions(flow.Graph.Count, order);
        foreach (int block in _parted)
        {
            // Lanes that meet at the end, or at the header of the loop that they are in, have no block before which all others stand.
            int meeting = LastMeeting(meets, block);
            int end = meeting < flow.Graph.Count && positions[meeting] > positions[block] ? positions[meeting] : order.Length;
            _next[block] = order.Skip(positions[block] + 1).Take(end - positions[block] - 1)
                .Where(other => _parted.Contains(other) && LastMeeting(meets, other) == meeting).Append(meeting).First();
        }

        foreach (NaturalLoop loop in flow.Loops.Loops.Where(loop => _parted.Contains(loop.Header)))
        {
            int last = loop.Blocks.OrderBy(block => positions[block]).Last();
            if (!_ends.TryGetValue(last, out List<int>? headers))
            {
                _ends[last] = headers = [];
            }

            // Loops come outer ones first. The inner one's turn is over first.
            headers.Insert(0, loop.Header);
            if (loop.Latches.All(latch => latch == last))
            {
                _latched.Add(loop.Header);
            }
        }

        for (int place = 0; place + 1 < order.Length; place++)
        {
            (int block, int next) = (order[place], order[place + 1]);
            if (parting.Contains(block) && _parted.Contains(block) && _parted.Contains(next) && _next[block] == next && !_ends.ContainsKey(block)
                && flow.Graph.Successors(block).Count == 2 && flow.Graph.Predecessors(next).Count == 1 && flow.Graph.Predecessors(next)[0] == block)
            {
                _followers.Add(block, next);
            }
        }
    }

    /// <summary>All reached blocks, each after those that lead to it, back edges excepted; the blocks of a loop stand together.</summary>
    public IReadOnlyList<int> Order { get; }

    /// <summary>Whether some lanes may rest in a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>True when they may.</returns>
    public bool IsParted(int block) => _parted.Contains(block);

    /// <summary>The block that is visited after one in which lanes may rest.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The next one of the region, or the block where all lanes meet; the number of blocks when that is the end.</returns>
    public int After(int block) => _next[block];

    /// <summary>The blocks that have a mask of the lanes which wait for them.</summary>
    public IEnumerable<int> Entered => Order.Where(block => IsParted(block) && !IsFollower(block));

    /// <summary>The headers of the loops whose blocks have all been visited after a block.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The headers, those of inner loops first.</returns>
    public IReadOnlyList<int> EndedLoops(int block) => _ends.TryGetValue(block, out List<int>? headers) ? headers : [];

    /// <summary>Whether only the last block of a loop leads back to its header.</summary>
    /// <param name="header">The loop's header.</param>
    /// <returns>True where the lanes that turn again are those that are live in that block.</returns>
    public bool TurnsAtEnd(int header) => _latched.Contains(header);

    /// <summary>
    /// Whether a block comes right after the only one that leads to it, which parts the lanes: its lanes are some of those that are live there.
    /// </summary>
    /// <param name="block">The block.</param>
    /// <returns>True for such a block.</returns>
    public bool IsFollower(int block) => _followers.ContainsValue(block);

    /// <summary>The block that comes right after one, if that alone leads to it.</summary>
    /// <param name="block">The block.</param>
    /// <returns>The block; null for none.</returns>
    public int? Follower(int block) => _followers.TryGetValue(block, out int follower) ? follower : null;

    /// <summary>The last of the blocks that follow each other so.</summary>
    /// <param name="block">The first one.</param>
    /// <returns>The last one; the block itself where none follows.</returns>
    public int Tail(int block) => Follower(block) is { } follower ? Tail(follower) : block;

    // The lanes of nested regions meet at last where those of the outermost one do.
    private static int LastMeeting(Dictionary<int, int> meets, int block)
    {
        int meeting = meets[block];
        while (meets.TryGetValue(meeting, out int later))
        {
            meeting = later;
        }

        return meeting;
    }

    // Whether all ways from one meeting lead through another.
    private static bool IsLater(DominatorTree post, int meeting, int known) => post.Dominates(meeting, known);

    private static List<int> LoopOrder(FlowAnalysis flow)
    {
        FlowGraph graph = flow.Graph;
        Dictionary<int, int> waits = graph.Order.ToDictionary(
            static block => block, block => graph.Predecessors(block).Count(from => !flow.Dominators.Dominates(block, from)));
        List<int> ready = [0];
        List<int> order = [];
        Dictionary<NaturalLoop, int> open = [];
        while (ready.Count > 0)
        {
            NaturalLoop? inner = open.Keys.OrderByDescending(static loop => loop.Number).FirstOrDefault();
            int block = ready.Where(block => inner is null || inner.Contains(block)).Min();
            ready.Remove(block);
            order.Add(block);
            foreach (NaturalLoop loop in flow.Loops.Around(block))
            {
                int left = (open.TryGetValue(loop, out int known) ? known : loop.Blocks.Count) - 1;
                if (left == 0)
                {
                    open.Remove(loop);
                }
                else
                {
                    open[loop] = left;
                }
            }

            foreach (int next in graph.Successors(block).Where(next => !flow.Dominators.Dominates(next, block)))
            {
                if (--waits[next] == 0)
                {
                    ready.Add(next);
                }
            }
        }

        return order;
    }
}
