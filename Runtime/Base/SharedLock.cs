namespace HmmGen.Base;

/// <summary>A lock for many readers or one writer, first come first served. No thread owns it: a launch may start on one thread and end on another.</summary>
/// <param name="region">The object that the lock guards; it stays alive while the lock is held.</param>
internal sealed class SharedLock(object? region = null)
{
    /// <summary>The most readers at a time. A writer takes the places of all.</summary>
    private const int Readers = (1 << 30) - 1;

    private readonly TurnGate _gate = new(Readers);
    private readonly object? _region = region;

    /// <summary>Waits for the lock.</summary>
    /// <param name="shared">Whether other callers may hold it, shared, at the same time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The held lock; dispose of it to leave.</returns>
    /// <exception cref="InvalidOperationException">The lock is not free, and the caller is <see cref="ForeignCode"/>.</exception>
    public Holder Enter(bool shared, CancellationToken cancellationToken = default)
    {
        if (TryEnter(shared))
        {
            return new Holder(this, shared);
        }

        ForeignCode.RefuseWait(this);
        Task<Holder> entered = EnterAsync(shared, cancellationToken);
        FirmWait.For(entered);
        return entered.Result;
    }

    /// <summary>Waits for the lock without blocking a thread.</summary>
    /// <param name="shared">Whether other callers may hold it, shared, at the same time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The held lock; dispose of it to leave.</returns>
    public Task<Holder> EnterAsync(bool shared, CancellationToken cancellationToken)
        => _gate.EnterAsync(Places(shared), new Holder(this, shared), cancellationToken);

    /// <summary>Takes the lock, if nobody has to be waited for. It makes no object. The caller keeps alive what the lock guards.</summary>
    /// <param name="shared">Whether other callers may hold it, shared, at the same time.</param>
    /// <returns>Whether the lock is held. Leave it by <see cref="Leave"/>, once, and with the same argument.</returns>
    public bool TryEnter(bool shared) => _gate.TryEnter(Places(shared));

    /// <summary>Leaves a lock that <see cref="TryEnter"/> has taken.</summary>
    /// <param name="shared">Whether it was held shared.</param>
    public void Leave(bool shared) => _gate.Leave(Places(shared));

    private static int Places(bool shared) => shared ? 1 : Readers;

    /// <summary>The lock while it is held.</summary>
    internal sealed class Holder(SharedLock owner, bool shared) : IDisposable
    {
        private SharedLock? _owner = owner;

        /// <summary>Leaves the lock; a second call does nothing.</summary>
        public void Dispose()
        {
            SharedLock? owner = Interlocked.Exchange(ref _owner, null);
            owner?.Leave(shared);
            GC.KeepAlive(owner?._region);
        }
    }
}
