using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Keeps the slot of the running work item, so that an exception can name the item.</summary>
internal struct FollowedItem : IHostProgress
{
    private long _slotOfZero;
    private int _index;

    /// <summary>The slot.</summary>
    public readonly long Slot => _slotOfZero + _index;

    /// <inheritdoc/>
    public void Begin(long slot, int index)
    {
        _slotOfZero = slot - index;
        _index = index;
    }

    /// <inheritdoc/>
    public void At(int index) => _index = index;
}
