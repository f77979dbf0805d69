namespace HmmGen.Base;

/// <summary>Room for some places, which callers take in the order in which they asked. No thread owns them. Thread safe.</summary>
/// <remarks>
/// Who need not wait enters and leaves by one atomic operation each. The number of taken places and the mark that somebody waits are one word. So whoever leaves
/// either sees the mark, or has made room before it was set, and whoever sets it looks for room afterwards.
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
            lock (_gate)
            {
                Admit();
            }
        }
    }

    /// <summary>Waits for places.</summary>
    /// <param name="places">Their number.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when they are taken.</returns>
    public Task EnterAsync(int places, CancellationToken cancellationToken)
    {
        if (TryEnter(places))
        {
            return Task.CompletedTask;
        }

        Waiter waiter = new(places);
        lock (_gate)
        {
            _waiters.AddLast(waiter);
            Interlocked.Or(ref _state, Awaited);
            Admit();
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(waiter, cancellationToken) : waiter.Task;
    }

    private async Task WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(_ => Abandon(waiter, cancellationToken), null))
        {
            await waiter.Task.ConfigureAwait(false);
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
                next.SetResult();
            }
        }

        Interlocked.And(ref _state, ~Awaited);
    }

    private bool HasRoom(int state, int places) => (state & ~Awaited) + places <= room;

    private bool TryTake(int state, int places) => Interlocked.CompareExchange(ref _state, state + places, state) == state;

    private sealed class Waiter(int places) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int Places => places;
    }
}
