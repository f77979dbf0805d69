using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Follows a loop over work items, and leaves it before the next item when the launch is cancelled.</summary>
/// <remarks>It checks the token before each item: a single item may take a second, so a check after several items could be too late.</remarks>
/// <param name="cancellationToken">Ends the loop.</param>
internal struct StoppableItem(CancellationToken cancellationToken) : IHostProgress
{
    private readonly CancellationToken _cancellationToken = cancellationToken;
    private FollowedItem _item;

    /// <summary>The slot of the running work item.</summary>
    public readonly long Slot => _item.Slot;

    /// <summary>Whether the loop was left here. Otherwise the user's method threw the exception.</summary>
    public bool HasStopped { get; private set; }

    /// <inheritdoc/>
    public void Begin(long slot, int index) => _item.Begin(slot, index);

    /// <inheritdoc/>
    public void At(int index)
    {
        _item.At(index);
        if (_cancellationToken.IsCancellationRequested)
        {
            HasStopped = true;
            throw new OperationCanceledException(_cancellationToken);
        }
    }
}
