using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>Decides which assignments must leave resting lanes as they are.</summary>
internal sealed class LaneBlends
{
    private readonly KernelBody _body;
    private readonly FlowAnalysis _flow;
    private readonly LaneRegions _regions;
    private readonly IReadOnlyList<LocalSet> _live;

    /// <summary>Prepares the answers.</summary>
    /// <param name="body">The body.</param>
    /// <param name="flow">Its flow of control.</param>
    /// <param name="regions">The blocks in which lanes may rest.</param>
    public LaneBlends(KernelBody body, FlowAnalysis flow, LaneRegions regions)
    {
        _body = body;
        _flow = flow;
        _regions = regions;
        _live = LiveLocals.AtEntries(body);
    }

    /// <summary>Whether an assignment has to keep what resting lanes have.</summary>
    /// <param name="local">The local.</param>
    /// <param name="block">The block of the assignment.</param>
    /// <returns>False when no resting lane's value is read any more, or all lanes are live.</returns>
    public bool IsNeeded(int local, int block)
    {
        if (!_regions.IsParted(block))
        {
            return false;
        }

        IReadOnlyList<NaturalLoop> around = _flow.Loops.Around(block);
        NaturalLoop? loop = around.Count > 0 && _regions.IsParted(around[around.Count - 1].Header) ? around[around.Count - 1] : null;
        if (_body.Locals[local].Role == LocalRole.Value)
        {
            // It is read where it was set in the same turn, by lanes that were live there.
            return loop is not null && loop.Exits.Any(exit => _live[exit.To].Contains(local));
        }

        // All lanes that go on in the loop come through the block. The others have left it.
        return loop is null
            || !loop.Latches.All(latch => _flow.Dominators.Dominates(block, latch))
            || loop.Entries.Any(_regions.IsParted)
            || loop.Exits.Any(exit => _live[exit.To].Contains(local));
    }
}
