namespace HmmGen.Base;

/// <summary>
/// Code of the user that runs while the runtime holds locks: the callback of an access with all that it starts; a receiver of progress or a listener to events
/// on the thread that reports; and the Pin and Unpin of a memory manager on the thread that calls them. It may take a lock that is free. A wait could be for a
/// lock that is held here, or for somebody who waits for one. So a call that would wait is refused, of Pin and Unpin one that waits for the device of their
/// launch. What such code leaves to other threads may wait, as long as it does not wait for them.
/// </summary>
internal sealed class ForeignCode : IDisposable
{
    private static readonly AsyncLocal<ForeignCode?> Current = new();

    private readonly ForeignCode? _outer = Current.Value;

    /// <summary>The thread of the code; null for a callback, which counts with all that it starts.</summary>
    private readonly Thread? _thread;

    /// <summary>The locks that the code must not wait for; null for all.</summary>
    private readonly SharedLock?[]? _held;

    /// <summary>What the code is told that would wait.</summary>
    private readonly string _refusal;

    private volatile bool _hasEnded;

    private ForeignCode(Thread? thread, SharedLock?[]? held, string refusal)
    {
        (_thread, _held, _refusal) = (thread, held, refusal);
        Current.Value = this;
    }

    /// <summary>Whether the calling code belongs to a callback that has not returned.</summary>
    public static bool IsRunning
    {
        get
        {
            ForeignCode? code = Current.Value;
            while (code is not null and not { _hasEnded: false, _thread: null })
            {
                code = code._outer;
            }

            return code is not null;
        }
    }

    /// <summary>Begins a callback on this thread.</summary>
    /// <returns>The callback; dispose of it when the callback has returned.</returns>
    public static ForeignCode Begin() => new(
        thread: null,
        held: null,
        "The callback of HmmDevice.Access uses memory that the access or another thread has locked, and may not wait for it: " +
        "use the memory before or after the access.");

    /// <summary>Begins a progress report on this thread.</summary>
    /// <returns>The report; dispose of it when the receiver has returned.</returns>
    public static ForeignCode BeginReport() => new(
        Thread.CurrentThread,
        held: null,
        "The receiver of HmmExtent.Progress would wait for a launch, perhaps for the one that it is told of: " +
        "use the device or the memory after the launch, or let Progress<T> call a handler on another thread.");

    /// <summary>Begins an event on this thread, which listeners get while locks are held.</summary>
    /// <returns>The event; dispose of it when the listeners have returned.</returns>
    public static ForeignCode BeginEvent() => new(
        Thread.CurrentThread,
        held: null,
        "The listener to events of HmmGen would wait for a device or its memory while that of the event is locked: use them on another thread.");

    /// <summary>Begins the Pin or Unpin of memory managers on this thread.</summary>
    /// <param name="held">The locks that the launch or access holds.</param>
    /// <returns>The call; dispose of it when the managers have returned.</returns>
    public static ForeignCode BeginPin(SharedLock?[] held) => new(
        Thread.CurrentThread,
        held,
        "The Pin or Unpin of a MemoryManager would wait for the device whose launch or access pins its memory: compute the elements before the launch.");

    /// <summary>Refuses a call that uses a device.</summary>
    /// <param name="call">The call, with its article: "a launch".</param>
    /// <exception cref="InvalidOperationException">The call is made inside a callback.</exception>
    public static void Refuse(string call)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException(
                $"The callback of HmmDevice.Access cannot make {call}, since the access holds a device: make the call before or after the access.");
        }
    }

    /// <summary>Refuses a call that would have to wait.</summary>
    /// <param name="wanted">The lock; null for a processor, which launches that hold locks wait for, too.</param>
    /// <exception cref="InvalidOperationException">The call is made by such code.</exception>
    public static void RefuseWait(SharedLock? wanted = null)
    {
        for (ForeignCode? code = Current.Value; code is not null; code = code._outer)
        {
            if (!code._hasEnded && (code._thread is null || code._thread == Thread.CurrentThread) && (code._held is null || (wanted is not null && code._held.Contains(wanted))))
            {
                throw new InvalidOperationException(code._refusal);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hasEnded = true;
        Current.Value = _outer;
    }
}
