namespace HmmGen.Launching;

/// <summary>The failure of the lowest work item among ranges that ran at the same time, and the lowest one before which a range was left.</summary>
internal sealed class HostFailure
{
    private readonly Lock _gate = new();

    /// <summary>The exception of that item; null while no item has failed.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>The slot of that item; <see cref="long.MaxValue"/> while no item has failed.</summary>
    public long Slot { get; private set; } = long.MaxValue;

    /// <summary>The slot of the lowest item before which a cancelled range was left; <see cref="long.MaxValue"/> while none was.</summary>
    public long StoppedAt { get; private set; } = long.MaxValue;

    /// <summary>Notes that a range was left, since the launch is cancelled. Thread safe.</summary>
    /// <param name="slot">The slot of the item that did not run.</param>
    public void NoteStop(long slot)
    {
        lock (_gate)
        {
            StoppedAt = Math.Min(StoppedAt, slot);
        }
    }

    /// <summary>Keeps a failure, unless a lower item has failed already. Thread safe.</summary>
    /// <param name="slot">The slot of the work item.</param>
    /// <param name="exception">The exception that it threw.</param>
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

    /// <summary>Forgets the failure, for another launch. No range may run.</summary>
    public void Clear()
    {
        Slot = long.MaxValue;
        StoppedAt = long.MaxValue;
        Exception = null;
    }
}
