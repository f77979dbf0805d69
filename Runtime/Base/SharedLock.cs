namespace HmmGen.Base;

/// <summary>A lock for many readers or one writer, first come first served. No thread owns it: a launch may start on one thread and end on another.</summary>
/// <param name="region">The object that the lock guards; it stays alive while the lock is held.</param>
internal sealed class SharedLock(object? region = null)
{
    private readonly Lock _gate = new();
    private readonly object? _region = region;
    private readonly LinkedList<Waiter> _waiters = new();
    private int _readers;
    private bool _writer;

    /// <summary>Waits for the lock.</summary>
    /// <param name="shared">Whether other callers may hold it, shared, at the same time.</param>
    /// <returns>The held lock; dispose of it to leave.</returns>
    /// <exception cref="InvalidOperationException">The lock is not free, and the caller is <see cref="ForeignCode"/>.</exception>
    public Holder Enter(bool shared)
    {
        if (TryEnter(shared))
        {
            return new Holder(this, shared);
        }

        ForeignCode.RefuseWait();
        return EnterAsync(shared, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Waits for the lock without blocking a thread.</summary>
    /// <param name="shared">Whether other callers may hold it, shared, at the same time.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The held lock; dispose of it to leave.</returns>
    public Task<Holder> EnterAsync(bool shared, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (TryEnter(shared))
            {
                return Task.FromResult(new Holder(this, shared));
            }

            waiter = new Waiter(shared);
            _waiters.AddLast(waiter);
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(waiter, cancellationToken) : waiter.Task;
    }

    /// <summary>Takes the lock, if nobody has to be waited for. It makes no object. The caller keeps alive what the lock guards.</summary>
    /// <param name="shared">Whether other callers may hold it, shared, at the same time.</param>
    /// <returns>Whether the lock is held. Leave it by <see cref="Leave"/>, once, and with the same argument.</returns>
    public bool TryEnter(bool shared)
    {
        lock (_gate)
        {
            if (_waiters.Count > 0 || !CanEnter(shared))
            {
                return false;
            }

            Take(shared);
            return true;
        }
    }

    /// <summary>Leaves a lock that <see cref="TryEnter"/> has taken.</summary>
    /// <param name="shared">Whether it was held shared.</param>
    public void Leave(bool shared)
    {
        lock (_gate)
        {
            if (shared)
            {
                _readers--;
            }
            else
            {
                _writer = false;
            }

            Admit();
        }
    }

    private async Task<Holder> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(_ => Abandon(waiter, cancellationToken), null))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    private void Abandon(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_waiters.Remove(waiter))
            {
                return;
            }

            // The waiters behind this one may have waited for it only.
            Admit();
        }

        waiter.SetCanceled(cancellationToken);
    }

    private bool CanEnter(bool shared) => !_writer && (shared || _readers == 0);

    private void Take(bool shared)
    {
        if (shared)
        {
            _readers++;
        }
        else
        {
            _writer = true;
        }
    }

    private void Admit()
    {
        while (_waiters.First is { Value: Waiter next } && CanEnter(next.Shared))
        {
            _waiters.RemoveFirst();
            Take(next.Shared);
            next.SetResult(new Holder(this, next.Shared));
        }
    }

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

    private sealed class Waiter(bool shared) : TaskCompletionSource<Holder>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        /// <summary>Whether the waiter shares the lock.</summary>
        public bool Shared => shared;
    }
}
