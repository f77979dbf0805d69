using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Keeps the slot of the work item that runs, so that an exception can be traced to it.</summary>
internal struct FollowedItem : IHostProgress
{
    /// <summary>The slot.</summary>
    public long Slot;

    /// <inheritdoc/>
    public void At(long slot) => Slot = slot;
}
