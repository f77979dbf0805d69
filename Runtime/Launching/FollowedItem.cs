using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Keeps the slot of the running work item, so that an exception can name the item.</summary>
internal struct FollowedItem : IHostProgress
{
    /// <summary>The slot.</summary>
    public long Slot;

    /// <inheritdoc/>
    public void At(long slot) => Slot = slot;
}
