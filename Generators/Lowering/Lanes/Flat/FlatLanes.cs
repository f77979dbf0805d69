using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Lanes.Flat;

/// <summary>A kernel whose items are items of rows, as lanes along these rows.</summary>
/// <param name="Kernel">The kernel with rows.</param>
/// <param name="Lanes">Its lanes.</param>
internal sealed record FlatLanes(FlatKernel Kernel, LaneModel Lanes)
{
    /// <summary>Decides whether a kernel runs so, where its rows are long enough.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="unplanned">The sites whose index no plan names.</param>
    /// <param name="straight">Its lanes without rows; null for none.</param>
    /// <returns>The lanes along rows; null where these gain nothing.</returns>
    public static FlatLanes? Of(KernelModel kernel, EquatableArray<int> unplanned, LaneModel? straight)
    {
        if (straight is { Turned: not null } || LaneTable.Of(kernel).Count > 0 || FlatKernel.Of(kernel, unplanned) is not { } flat)
        {
            return null;
        }

        // Rows that gain nothing else save the quotients. Walks along rows of the items' own, and tiles, gain more than that.
        LaneModel? lanes = LaneLowering.InOrder(flat.Kernel, flat.Unplanned);
        bool isMore = straight is not null && (straight.Rows > (lanes?.Rows ?? 1) || straight.Walks.Count + straight.Held.Count + straight.Steady.Count > 0);
        int gain = straight is null ? 1 : TurnedKernel.Scattered(kernel) - TurnedKernel.Scattered(flat.Kernel);
        return lanes is not null && (isMore ? gain > 0 : gain >= 0) ? new FlatLanes(flat, lanes) : null;
    }
}
