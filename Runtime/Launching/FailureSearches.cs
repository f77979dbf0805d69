using HmmGen.Kernels;
using HmmGen.Launching.Lanes;

namespace HmmGen.Launching;

/// <summary>Chooses how a launch finds the item that failed.</summary>
internal static class FailureSearches
{
    // To ask whether spans overlap takes as long as to store the index of some items.
    private const long LeastItems = 256;

    /// <summary>Chooses.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="spans">The place of each span parameter's elements.</param>
    /// <param name="items">The items of the launch.</param>
    /// <param name="canFail">Whether an item may fail.</param>
    /// <param name="isApart">Whether spans are known not to overlap, as where the launch has lanes.</param>
    /// <returns>The way that costs least.</returns>
    public static FailureSearch Of(KernelDescriptor descriptor, ReadOnlySpan<DeviceSpan> spans, long items, bool canFail, bool isApart)
        => !canFail ? FailureSearch.None
            : items >= LeastItems && descriptor.ReadsNothingWritten && (isApart || !LaneChoice.Overlap(descriptor, spans)) ? FailureSearch.ByRepeating
            : FailureSearch.ByEach;
}
