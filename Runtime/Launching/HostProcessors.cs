using HmmGen.Base.Teams;

namespace HmmGen.Launching;

/// <summary>The processors that all launches on the host share. Launches get them in the order in which they asked.</summary>
internal sealed class HostProcessors
{
    [ThreadStatic]
    private static HostProcessors? _held;

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource> _waiters = new();
    private readonly Action _leave;
    private int _free;
    private int _waiting;

    /// <summary>Makes the processors of a device.</summary>
    /// <param name="degree">The number of processors.</param>
    public HostProcessors(int degree)
    {
        Degree = degree;
        _free = degree;
        _leave = Leave;
    }

    /// <summary>The most threads that run kernels at a time.</summary>
    public int Degree { get; }

    /// <summary>Whether a launch waits for a processor. Launches with several processors then give some back.</summary>
    public bool IsWanted => Volatile.Read(ref _waiting) > 0;

    /// <summary>Waits for a processor and runs a launch on it.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="here">Whether this thread waits and runs the launch. Otherwise no thread waits, and a thread outside the thread pool runs it.</param>
    /// <param name="cancellationToken">Ends the wait, if <paramref name="here"/> is false.</param>
    /// <returns>A task that ends with the launch.</returns>
    public Task RunAsync(Action launch, bool here, CancellationToken cancellationToken)
    {
        if (!here)
        {
            return RunElsewhereAsync(launch, cancellationToken);
        }

        if (_held == this)
        {
            // A progress handler started a launch inside a launch. The thread has its processor already.
            launch();
        }
        else
        {
            EnterAsync(CancellationToken.None).GetAwaiter().GetResult();
            Hold(launch);
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes a processor for this thread, if one is free or the thread has one. It makes no object.</summary>
    /// <param name="outer">What the thread held before; pass it to <see cref="Return"/>.</param>
    /// <returns>Whether the thread has a processor.</returns>
    public bool TryHold(out HostProcessors? outer)
    {
        outer = _held;
        if (outer == this)
        {
            return true;
        }

        lock (_gate)
        {
            if (_free == 0)
            {
                return false;
            }

            _free--;
        }

        _held = this;
        return true;
    }

    /// <summary>Returns the processor that <see cref="TryHold"/> has taken.</summary>
    /// <param name="outer">What the thread held before.</param>
    public void Return(HostProcessors? outer)
    {
        if (outer != this)
        {
            _held = outer;
            Leave();
        }
    }

    /// <summary>Takes a processor for another thread and starts that thread, if a processor is free and no launch waits for it.</summary>
    /// <param name="part">What the thread does. It must not throw. The processor is given back when the thread may be given other work.</param>
    /// <returns>Whether the part will run.</returns>
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
            LaunchThreads.Run(part, _leave);
            return true;
        }
        catch (OutOfMemoryException)
        {
            // No thread can be started. The running threads go on alone.
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

    /// <summary>Works on a processor that was taken for this thread.</summary>
    /// <param name="work">The work.</param>
    public void Work(Action work)
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
        }
    }

    private void Hold(Action work)
    {
        try
        {
            Work(work);
        }
        finally
        {
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
