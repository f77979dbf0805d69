using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Follows a loop that can be cancelled, and leaves it before the next work item.</summary>
/// <remarks>Looked at before each item: no number of items is small enough when one of them may take a second.</remarks>
/// <param name="cancellationToken">Ends the loop.</param>
internal struct StoppableItem(CancellationToken cancellationToken) : IHostProgress
{
    private readonly CancellationToken _cancellationToken = cancellationToken;

    /// <summary>The work item that runs.</summary>
    public long Slot { get; private set; }

    /// <summary>Whether the loop was left; what the method itself throws is its own.</summary>
    public bool HasStopped { get; private set; }

    /// <inheritdoc/>
    public void At(long slot)
    {
        Slot = slot;
        if (_cancellationToken.IsCancellationRequested)
        {
            HasStopped = true;
            throw new OperationCanceledException(_cancellationToken);
        }
    }
}
