using HmmGen.Devices;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Chooses the variant in which a kernel runs over memory that lies in one stretch: the one that checks the fewest indices.</summary>
internal static class ContiguousVariant
{
    /// <summary>The variant of a launch.</summary>
    /// <param name="isProven">Whether all indices are proven.</param>
    /// <param name="plan">The plan of the work items that run.</param>
    /// <returns>The variant.</returns>
    public static KernelVariant Of(bool isProven, AccessPlan plan)
        => isProven ? KernelVariant.Linear : plan.RestInBounds ? KernelVariant.Unplanned : KernelVariant.Checked;
}
