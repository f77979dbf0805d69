namespace HmmGen.Base;

/// <summary>
/// Code of the user that runs while the runtime holds locks: the callback of an access with all that it starts, and a receiver of progress on the thread that
/// reports. It may take a lock that is free. A wait could be for a lock that is held here, or for somebody who waits for one. So a call that would wait is
/// refused. What a receiver leaves to other threads may wait, as long as the receiver does not.
/// </summary>
internal sealed class ForeignCode : IDisposable
{
    private static readonly AsyncLocal<ForeignCode?> Current = new();

    private readonly ForeignCode? _outer = Current.Value;

    /// <summary>The thread of a receiver; null for a callback, which counts with all that it starts.</summary>
    private readonly Thread? _receiving;

    private volatile bool _hasEnded;

    private ForeignCode(Thread? receiving)
    {
        _receiving = receiving;
        Current.Value = this;
    }

    /// <summary>Whether the calling code belongs to a callback that has not returned.</summary>
    public static bool IsRunning => Current.Value is { _hasEnded: false, _receiving: null };

    /// <summary>Begins a callback on this thread.</summary>
    /// <returns>The callback; dispose of it when the callback has returned.</returns>
    public static ForeignCode Begin() => new(receiving: null);

    /// <summary>Begins a progress report on this thread.</summary>
    /// <returns>The report; dispose of it when the receiver has returned.</returns>
    public static ForeignCode BeginReport() => new(Thread.CurrentThread);

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
    /// <exception cref="InvalidOperationException">The call is made inside a callback or a receiver of progress.</exception>
    public static void RefuseWait()
    {
        if (Current.Value is { _hasEnded: false, _receiving: { } thread } && thread == Thread.CurrentThread)
        {
            throw new InvalidOperationException(
                "The receiver of HmmExtent.Progress would wait for a launch, perhaps for the one that it is told of: " +
                "use the device or the memory after the launch, or let Progress<T> call a handler on another thread.");
        }

        if (IsRunning)
        {
            throw new InvalidOperationException(
                "The callback of HmmDevice.Access uses memory that the access or another thread has locked, and may not wait for it: " +
                "use the memory before or after the access.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hasEnded = true;
        Current.Value = _outer;
    }
}
