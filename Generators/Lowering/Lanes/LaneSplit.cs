using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>The parts of a row: the kernel with lanes is only for the inner items, where all conditions hold.</summary>
/// <param name="Conditions">The conditions.</param>
/// <param name="Ends">The whole kernel with lanes, for the items at the ends of a row; null when they run one after another.</param>
internal sealed record LaneSplit(EquatableArray<LaneCondition> Conditions, LaneModel? Ends)
{
    /// <summary>Whether a row has more inner items than the one before it, or fewer, as in a triangle.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>True when the first rows do not speak for all.</returns>
    public bool IsUneven(KernelModel kernel) => Conditions.Any(condition => !condition.IsIndex && condition.LeftStep != condition.RightStep
        && Enumerable.Range(0, kernel.Indices.Count - 1).Any(row => KnownNumbers.Step(condition.Left, row) is { } left && KnownNumbers.Step(condition.Right, row) is { } right && left != right));
}
