namespace HmmGen.Base;

/// <summary>
/// Code of the user that runs while the runtime holds locks: the callback of an access, and all that it starts. It may take a lock that is free. A wait could
/// be for a lock that the access holds, or for somebody who waits for one. So a call that would wait is refused.
/// </summary>
internal sealed class ForeignCode : IDisposable
{
    private static readonly AsyncLocal<ForeignCode?> Current = new();

    private readonly ForeignCode? _outer = Current.Value;
    private volatile bool _hasEnded;

    private ForeignCode() => Current.Value = this;

    /// <summary>Whether the calling code belongs to a callback that has not returned.</summary>
    public static bool IsRunning => Current.Value is { _hasEnded: false };

    /// <summary>Begins a callback on this thread.</summary>
    /// <returns>The callback; dispose of it when the callback has returned.</returns>
    public static ForeignCode Begin() => new();

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
    /// <exception cref="InvalidOperationException">The call is made inside a callback.</exception>
    public static void RefuseWait()
    {
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
