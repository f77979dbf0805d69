using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Lanes.Flat;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Lowering.Turns;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering;

/// <summary>The forms in which a kernel runs on the host, beside the loop over its method.</summary>
/// <param name="Lanes">Its work items side by side; null for none.</param>
/// <param name="Flat">Its work items side by side along rows that its last index counts; null for none.</param>
/// <param name="Turns">Turns of its loops side by side; null for none, and where its work items are.</param>
/// <param name="OfItems">What keeps work items from that.</param>
/// <param name="OfTurns">What keeps turns from that.</param>
internal sealed record HostForms(LaneModel? Lanes, FlatLanes? Flat, TurnModel? Turns, LaneObstacle OfItems, TurnObstacle OfTurns)
{
    /// <summary>Finds the forms.</summary>
    /// <param name="kernel">The kernel, named.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="unplanned">The sites whose index the plan does not name.</param>
    /// <returns>The forms.</returns>
    public static HostForms Of(KernelModel kernel, PlanModel plan, EquatableArray<int> unplanned)
    {
        LaneModel? lanes = LaneLowering.Lower(kernel, unplanned, plan.NamedByType(), out LaneObstacle items);
        TurnObstacle turns = default;
        return new HostForms(lanes, FlatLanes.Of(kernel, unplanned, lanes), lanes is null ? TurnLowering.Lower(kernel, out turns) : null, items, turns);
    }
}
