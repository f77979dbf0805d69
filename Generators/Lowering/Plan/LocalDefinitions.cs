using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>The instructions that set a kernel's locals, and the points at which their values meet.</summary>
internal sealed class LocalDefinitions
{
    private readonly FlowAnalysis _flow;
    private readonly List<(int Block, int Position)>?[] _places;
    private readonly Dictionary<int, HashSet<int>> _joins = [];
    private readonly HashSet<int>[] _assigned;

    /// <summary>Reads a kernel.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    public LocalDefinitions(KernelBody body, FlowAnalysis flow)
    {
        _flow = flow;

        // In the order of the code, so that a binary search finds a place.
        _places = new List<(int Block, int Position)>?[body.Locals.Count];
        for (int block = 0; block < body.Blocks.Count; block++)
        {
            EquatableArray<Instruction> instructions = body.Blocks[block].Instructions;
            for (int at = 0; flow.Graph.IsReachable(block) && at < instructions.Count; at++)
            {
                if (instructions[at].Target() is >= 0 and int local)
                {
                    (_places[local] ??= []).Add((block, at));
                }
            }
        }

        _assigned = new HashSet<int>[flow.Loops.Loops.Count];
        foreach (NaturalLoop loop in flow.Loops.Loops)
        {
            HashSet<int> assigned = _assigned[loop.Number] = [];
            foreach (int block in loop.Blocks)
            {
                foreach (Instruction instruction in body.Blocks[block].Instructions)
                {
                    if (instruction.Target() is >= 0 and int local)
                    {
                        assigned.Add(local);
                    }
                }
            }
        }
    }

    /// <summary>The last instruction of a block that sets a local before a place.</summary>
    /// <param name="local">The local.</param>
    /// <param name="block">The block.</param>
    /// <param name="position">The place.</param>
    /// <returns>The instruction's position; -1 for none.</returns>
    public int LastBefore(int local, int block, int position)
    {
        if (_places[local] is not { } places)
        {
            return -1;
        }

        int at = places.BinarySearch((block, position));
        at = at < 0 ? ~at : at;
        return at == 0 || places[at - 1].Block != block ? -1 : places[at - 1].Position;
    }

    /// <summary>Whether different values of a local, set by earlier blocks, can meet at the beginning of a block.</summary>
    /// <param name="local">The local.</param>
    /// <param name="block">The block.</param>
    /// <returns>True when they can.</returns>
    public bool Meet(int local, int block)
    {
        if (_places[local] is not { } places)
        {
            return false;
        }

        if (!_joins.TryGetValue(local, out HashSet<int>? joins))
        {
            joins = _flow.Joins.Of(places.Select(static place => place.Block).Distinct());
            _joins.Add(local, joins);
        }

        return joins.Contains(block);
    }

    /// <summary>The locals that a loop sets.</summary>
    /// <param name="loop">The loop.</param>
    /// <returns>The locals.</returns>
    public IReadOnlyCollection<int> Assigned(NaturalLoop loop) => _assigned[loop.Number];

    /// <summary>Whether a loop sets a local.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="local">The local.</param>
    /// <returns>True when it does.</returns>
    public bool Assigns(NaturalLoop loop, int local) => _assigned[loop.Number].Contains(local);
}
