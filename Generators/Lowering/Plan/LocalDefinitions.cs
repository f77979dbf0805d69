using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Plan;

/// <summary>Which instructions set a kernel's locals, and where what they set meets.</summary>
internal sealed class LocalDefinitions
{
    private readonly FlowAnalysis _flow;
    private readonly Dictionary<int, List<int>>[] _places;
    private readonly List<int>?[] _blocks;
    private readonly Dictionary<int, HashSet<int>> _joins = [];
    private readonly IReadOnlyCollection<int>[] _assigned;

    /// <summary>Reads a kernel.</summary>
    /// <param name="body">The kernel.</param>
    /// <param name="flow">Its flow of control.</param>
    public LocalDefinitions(KernelBody body, FlowAnalysis flow)
    {
        _flow = flow;
        _blocks = new List<int>?[body.Locals.Count];
        _places = new Dictionary<int, List<int>>[body.Blocks.Count];
        for (int block = 0; block < _places.Length; block++)
        {
            _places[block] = [];
            EquatableArray<Instruction> instructions = body.Blocks[block].Instructions;
            for (int at = 0; flow.Graph.IsReachable(block) && at < instructions.Count; at++)
            {
                int local = instructions[at].Target();
                if (local < 0)
                {
                    continue;
                }

                if (!_places[block].TryGetValue(local, out List<int>? places))
                {
                    places = [];
                    _places[block].Add(local, places);
                    (_blocks[local] ??= []).Add(block);
                }

                places.Add(at);
            }
        }

        _assigned = [.. flow.Loops.Loops.Select(loop => (IReadOnlyCollection<int>)new HashSet<int>(loop.Blocks.SelectMany(block => _places[block].Keys)))];
    }

    /// <summary>The last instruction of a block that sets a local before a place.</summary>
    /// <param name="local">The local.</param>
    /// <param name="block">The block.</param>
    /// <param name="position">The place.</param>
    /// <returns>The instruction's position; -1 for none.</returns>
    public int LastBefore(int local, int block, int position)
    {
        if (!_places[block].TryGetValue(local, out List<int>? places))
        {
            return -1;
        }

        int at = places.BinarySearch(position);
        at = at < 0 ? ~at : at;
        return at == 0 ? -1 : places[at - 1];
    }

    /// <summary>Whether different values of a local can meet where a block begins, because of what blocks before it set.</summary>
    /// <param name="local">The local.</param>
    /// <param name="block">The block.</param>
    /// <returns>Whether they can.</returns>
    public bool Meet(int local, int block)
    {
        if (_blocks[local] is not { } blocks)
        {
            return false;
        }

        if (!_joins.TryGetValue(local, out HashSet<int>? joins))
        {
            joins = _flow.Joins.Of(blocks);
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
    /// <returns>Whether it does.</returns>
    public bool Assigns(NaturalLoop loop, int local) => ((HashSet<int>)_assigned[loop.Number]).Contains(local);
}
