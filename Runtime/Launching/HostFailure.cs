namespace HmmGen.Launching;

/// <summary>The failure of the lowest work item among ranges that ran at the same time.</summary>
internal sealed class HostFailure
{
    private readonly Lock _gate = new();

    /// <summary>What was thrown; null when nothing was.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>The slot of the work item.</summary>
    public long Slot { get; private set; } = long.MaxValue;

    /// <summary>Keeps a failure unless a lower item's is known.</summary>
    /// <param name="slot">The slot of the work item.</param>
    /// <param name="exception">What it threw.</param>
    public void Note(long slot, Exception exception)
    {
        lock (_gate)
        {
            if (slot < Slot)
            {
                Slot = slot;
                Exception = exception;
            }
        }
    }
}
