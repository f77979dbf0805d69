namespace HmmGen.Launching;

/// <summary>The processors that the host's kernels may use at a time, over all launches; first come first served.</summary>
internal sealed class HostProcessors
{
    [ThreadStatic]
    private static HostProcessors? _held;

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiters = new();
    private int _free;
    private int _waiting;

    /// <summary>Makes the processors of a device.</summary>
    /// <param name="degree">How many.</param>
    public HostProcessors(int degree)
    {
        Degree = degree;
        _free = degree;
    }

    /// <summary>How many threads run kernels at a time.</summary>
    public int Degree { get; }

    /// <summary>Whether launches wait for a processor; those that have more than one then give some back.</summary>
    public bool IsWanted => Volatile.Read(ref _waiting) > 0;

    /// <summary>Runs a launch, when its turn has come.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="here">Whether this thread waits and runs it; else no thread waits, and one that is not of the pool runs it.</param>
    /// <param name="cancellationToken">Ends the waiting, where no thread waits.</param>
    /// <returns>When the launch has ended.</returns>
    public Task RunAsync(Action launch, bool here, CancellationToken cancellationToken)
    {
        if (!here)
        {
            return RunElsewhereAsync(launch, cancellationToken);
        }

        if (_held == this)
        {
            // A launch from within a launch, by what is told its progress: it has its processor.
            launch();
        }
        else
        {
            EnterAsync(CancellationToken.None).GetAwaiter().GetResult();
            Hold(launch);
        }

        return Task.CompletedTask;
    }

    /// <summary>Runs a part of a launch on another thread if a processor is free and no launch waits for it.</summary>
    /// <param name="part">The part; throws nothing.</param>
    /// <returns>Whether it will run.</returns>
    public bool TryRunBeside(Action part)
    {
        lock (_gate)
        {
            if (_free == 0)
            {
                return false;
            }

            _free--;
        }

        try
        {
            LaunchThreads.Run(() => Hold(part));
            return true;
        }
        catch (OutOfMemoryException)
        {
            // No thread is to be had; those that run go on alone.
            Leave();
            return false;
        }
    }

    private async Task RunElsewhereAsync(Action launch, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        Task ended;
        try
        {
            ended = LaunchThreads.RunAsync(() => Hold(launch), here: false);
        }
        catch
        {
            Leave();
            throw;
        }

        await ended.ConfigureAwait(false);
    }

    private void Hold(Action work)
    {
        HostProcessors? outer = _held;
        _held = this;
        try
        {
            work();
        }
        finally
        {
            _held = outer;
            Leave();
        }
    }

    private Task EnterAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> waiter;
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            waiter = _waiters.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiting++;
        }

        return cancellationToken.CanBeCanceled ? WaitAsync(waiter, cancellationToken) : waiter.Value.Task;
    }

    private async Task WaitAsync(LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(_ => Abandon(waiter, cancellationToken), null))
        {
            await waiter.Value.Task.ConfigureAwait(false);
        }
    }

    private void Abandon(LinkedListNode<TaskCompletionSource> waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (waiter.List is null)
            {
                return;
            }

            _waiters.Remove(waiter);
            _waiting--;
        }

        waiter.Value.SetCanceled(cancellationToken);
    }

    private void Leave()
    {
        LinkedListNode<TaskCompletionSource>? next;
        lock (_gate)
        {
            next = _waiters.First;
            if (next is null)
            {
                _free++;
                return;
            }

            _waiters.RemoveFirst();
            _waiting--;
        }

        next.Value.SetResult();
    }
}
