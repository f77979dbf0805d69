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

        return LaneLowering.InOrder(flat.Kernel, flat.Unplanned) is { } lanes && (straight is null || TurnedKernel.Scattered(flat.Kernel) <= TurnedKernel.Scattered(kernel))
            ? new FlatLanes(flat, lanes)
            : null;
    }
}
