using HmmGen.Generators.Lowering.Flow;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>
/// The ways on which control comes to a block that is entered from several others, and the branches that decide between these ways.
/// </summary>
internal sealed class PlanJoin
{
    /// <summary>The most blocks on the ways, and the most blocks from which the join is entered: each of these has a bit of a number.</summary>
    private const int Most = 64;

    private readonly FlowAnalysis _flow;
    private readonly int _join;
    private readonly IReadOnlyList<int> _previous;
    private readonly int _dominator;
    private readonly int _firstOfTwo = -1;
    private readonly Dictionary<int, ulong>? _ends;

    /// <summary>Finds the ways.</summary>
    /// <param name="flow">The flow of control, which is reducible.</param>
    /// <param name="join">The block; not the first one.</param>
    /// <param name="previous">The blocks from which it is entered.</param>
    public PlanJoin(FlowAnalysis flow, int join, IReadOnlyList<int> previous)
    {
        (_flow, _join, _previous) = (flow, join, previous);
        _dominator = flow.Dominators.Parent(join);
        if (_dominator < 0 || previous.Any(from => flow.Loops.Leaves(from, join)))
        {
            return;
        }

        IReadOnlyList<int> next = flow.Graph.Successors(_dominator);
        if (previous.Count == 2 && next.Count == 2 && !flow.Loops.Leaves(_dominator, join))
        {
            _firstOfTwo = LeadsTo(next[0], previous[0]) && LeadsTo(next[1], previous[1]) ? 0
                : LeadsTo(next[0], previous[1]) && LeadsTo(next[1], previous[0]) ? 1
                : -1;
        }

        if (_firstOfTwo >= 0)
        {
            Branches = [_dominator];
        }
        else if (previous.Count <= Most && Region() is { } region)
        {
            _ends = region;
            Branches = [.. region.Keys.Where(block => Decides(block) && !flow.Loops.Leaves(block, join)).OrderBy(flow.Graph.Position)];
        }
    }

    /// <summary>The blocks whose branches decide from where the join is entered.</summary>
    public IReadOnlyList<int> Branches { get; } = [];

    /// <summary>Finds the value that a local has at the join.</summary>
    /// <param name="values">The local's values at the ends of the blocks before the join, in their order.</param>
    /// <param name="choose">Gives the value where a branch decides between two: the branch's block, the block that follows when the first value counts.</param>
    /// <returns>The value; null where it cannot be followed.</returns>
    public PlanExpression? Value(PlanExpression[] values, Func<int, int, PlanExpression, PlanExpression, PlanExpression?> choose)
    {
        if (_firstOfTwo >= 0)
        {
            return choose(_dominator, _flow.Graph.Successors(_dominator)[0], values[_firstOfTwo], values[1 - _firstOfTwo]);
        }

        Dictionary<int, PlanExpression?> found = [];
        return _ends is not null && TryAt(_dominator, out PlanExpression? value) ? value : null;

        // The value when control is at a block: null where no way leads from there to the join. Returns whether it can be followed.
        bool TryAt(int block, out PlanExpression? value)
        {
            if (found.TryGetValue(block, out value))
            {
                return true;
            }

            IReadOnlyList<int> next = _flow.Graph.Successors(block);
            if (TryOnly(_ends![block], out PlanExpression only))
            {
                value = only;
            }
            else if (_flow.Loops.Leaves(block, _join))
            {
                return false;
            }
            else if (next.Count == 1)
            {
                return TryAfter(block, next[0], out value);
            }
            else if (!TryAfter(block, next[0], out PlanExpression? first) || !TryAfter(block, next[1], out PlanExpression? second))
            {
                return false;
            }
            else if (first is null || second is null || first == second)
            {
                value = first ?? second;
            }
            else if ((value = choose(block, next[0], first, second)) is null)
            {
                return false;
            }

            found.Add(block, value);
            return true;
        }

        bool TryAfter(int block, int next, out PlanExpression? value)
        {
            if (next == _join)
            {
                value = values[IndexOf(block)];
                return true;
            }

            value = null;
            return !_ends!.ContainsKey(next) || TryAt(next, out value);
        }

        // The value of all the ends of some ways, if they have one.
        bool TryOnly(ulong ends, out PlanExpression value)
        {
            value = values[0];
            bool any = false;
            for (int at = 0; at < values.Length; at++)
            {
                if ((ends >> at & 1) != 0)
                {
                    if (any && values[at] != value)
                    {
                        return false;
                    }

                    value = values[at];
                    any = true;
                }
            }

            return any;
        }
    }

    private bool LeadsTo(int following, int from)
        => (from == _dominator && following == _join) || (following != _join && _flow.EdgeDominates(_dominator, following, from));

    private bool Decides(int block) => _ends![block] is var ends && (ends & (ends - 1)) != 0 && _flow.Graph.Successors(block).Count == 2;

    private int IndexOf(int block)
    {
        int at = 0;
        while (_previous[at] != block)
        {
            at++;
        }

        return at;
    }

    /// <summary>For each block between the dominator and the join, the blocks before the join to which a way leads from there; null when there are too many.</summary>
    private Dictionary<int, ulong>? Region()
    {
        Dictionary<int, ulong> ends = [];
        Stack<int> open = new(_previous);
        while (open.Count > 0)
        {
            int block = open.Pop();
            if (ends.ContainsKey(block))
            {
                continue;
            }

            ends.Add(block, 0);
            if (ends.Count > Most)
            {
                return null;
            }

            if (block != _dominator)
            {
                foreach (int before in _flow.Graph.Predecessors(block))
                {
                    open.Push(before);
                }
            }
        }

        // From the last block to the first; again where a loop leads back.
        int[] blocks = [.. ends.Keys.OrderByDescending(_flow.Graph.Position)];
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (int block in blocks)
            {
                ulong all = ends[block];
                foreach (int next in _flow.Graph.Successors(block))
                {
                    all |= next == _join ? 1UL << IndexOf(block) : ends.TryGetValue(next, out ulong of) ? of : 0;
                }

                changed |= all != ends[block];
                ends[block] = all;
            }
        }

        return ends;
    }
}
