using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>The parts of a row: the kernel with lanes is only for the inner items, where all conditions hold.</summary>
/// <param name="Conditions">The conditions.</param>
/// <param name="Ends">The whole kernel with lanes, for the items at the ends of a row; null when they run one after another.</param>
internal sealed record LaneSplit(EquatableArray<LaneCondition> Conditions, LaneModel? Ends);
