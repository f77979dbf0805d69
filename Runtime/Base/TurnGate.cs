namespace HmmGen.Base;

/// <summary>Room for some places, which callers take in the order in which they asked. No thread owns them. Thread safe.</summary>
/// <remarks>
/// Who need not wait enters and leaves by one atomic operation each. The number of taken places and the mark that somebody waits are one word. So whoever
/// leaves either sees the mark, or has made room before it was set, and whoever sets it looks for room afterwards.
/// </remarks>
/// <param name="room">The number of places; below 2 to the power of 30.</param>
internal sealed class TurnGate(int room)
{
    /// <summary>The bit of <see cref="_state"/> that says that somebody waits. It changes under the gate. Then nobody enters but through the queue.</summary>
    private const int Awaited = int.MinValue;

    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = new();

    /// <summary>The number of places that are taken, and whether somebody waits.</summary>
    private int _state;

    /// <summary>Whether somebody waits.</summary>
    public bool IsAwaited => (Volatile.Read(ref _state) & Awaited) != 0;

    /// <summary>Takes places, if they are free and nobody waits. It makes no object.</summary>
    /// <param name="places">Their number.</param>
    /// <returns>Whether they are taken. Give them back by <see cref="Leave"/>.</returns>
    public bool TryEnter(int places)
    {
        while (true)
        {
            int state = Volatile.Read(ref _state);
            if ((state & Awaited) != 0 || !HasRoom(state, places))
            {
                return false;
            }

            if (TryTake(state, places))
            {
                return true;
            }
        }
    }

    /// <summary>Gives places back.</summary>
    /// <param name="places">Their number.</param>
    public void Leave(int places)
    {
        if ((Interlocked.Add(ref _state, -places) & Awaited) != 0)
        {
            using (Enter())
            {
                Admit();
            }
        }
    }

    /// <summary>Waits for places.</summary>
    /// <typeparam name="T">What the caller gets.</typeparam>
    /// <param name="places">Their number.</param>
    /// <param name="ticket">What the caller gets with them.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// A task that ends when they are taken. If the waiting cannot be ended, no thread of the pool is needed for that: all of them may wait here.
    /// </returns>
    public Task<T> EnterAsync<T>(int places, T ticket, CancellationToken cancellationToken)
    {
        if (TryEnter(places))
        {
            return Task.FromResult(ticket);
        }

        Waiter<T> waiter = new(places, ticket);
        using (Enter())
        {
            _waiters.AddLast(waiter.Place);
            Interlocked.Or(ref _state, Awaited);
            Admit();
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(waiter, cancellationToken) : waiter.Task;
    }

    private async Task<T> WaitAsync<T>(Waiter<T> waiter, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(_ => Abandon(waiter, cancellationToken), null))
        {
            return await waiter.Task.ConfigureAwait(false);
        }
    }

    private void Abandon<T>(Waiter<T> waiter, CancellationToken cancellationToken)
    {
        using (Enter())
        {
            if (waiter.Place.List is null)
            {
                return;
            }

            _waiters.Remove(waiter.Place);
            // The waiters behind this one may have waited for it only.
            Admit();
        }

        waiter.Cancel(cancellationToken);
    }

    /// <summary>Lets in who waits first, as long as there is room. The caller holds the gate.</summary>
    private void Admit()
    {
        while (_waiters.First is { Value: Waiter next })
        {
            int state = Volatile.Read(ref _state);
            if (!HasRoom(state, next.Places))
            {
                return;
            }

            if (TryTake(state, next.Places))
            {
                _waiters.RemoveFirst();
                next.Enter();
            }
        }

        Interlocked.And(ref _state, ~Awaited);
    }

    // An interrupt of a thread that waits here would leave others waiting for ever.
    private FirmWait.LockScope Enter() => FirmWait.Enter(_gate);

    private bool HasRoom(int state, int places) => (state & ~Awaited) + places <= room;

    private bool TryTake(int state, int places) => Interlocked.CompareExchange(ref _state, state + places, state) == state;

    private abstract class Waiter
    {
        protected Waiter(int places) => (Places, Place) = (places, new LinkedListNode<Waiter>(this));

        public int Places { get; }

        /// <summary>Its place in the queue, so that nobody looks for it there.</summary>
        public LinkedListNode<Waiter> Place { get; }

        public abstract void Enter();
    }

    private sealed class Waiter<T>(int places, T ticket) : Waiter(places)
    {
        private readonly TaskCompletionSource<T> _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _entered.Task;

        public override void Enter()
        {
            try
            {
                _entered.SetResult(ticket);
            }
            catch (OutOfMemoryException) when (_entered.Task.IsCompleted)
            {
                // The waiter has its turn. The thread pool could not start a thread for what it does with it.
            }
        }

        public void Cancel(CancellationToken cancellationToken) => _entered.SetCanceled(cancellationToken);
    }
}
