using HmmGen.Base;
using HmmGen.Base.Teams;

namespace HmmGen.Launching;

/// <summary>The processors that all launches on the host share. Launches get them in the order in which they asked.</summary>
internal sealed class HostProcessors
{
    [ThreadStatic]
    private static HostProcessors? _held;

    private readonly TurnGate _gate;
    private readonly Action _leave;

    /// <summary>Makes the processors of a device.</summary>
    /// <param name="degree">The number of processors.</param>
    public HostProcessors(int degree)
    {
        Degree = degree;
        _gate = new TurnGate(degree);
        _leave = Leave;
    }

    /// <summary>The most threads that run kernels at a time.</summary>
    public int Degree { get; }

    /// <summary>Whether a launch waits for a processor. Launches with several processors then give some back.</summary>
    public bool IsWanted => _gate.IsAwaited;

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
            if (!_gate.TryEnter(1))
            {
                ForeignCode.RefuseWait();
                FirmWait.For(EnterAsync(CancellationToken.None));
            }

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

        if (!_gate.TryEnter(1))
        {
            return false;
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
        if (!_gate.TryEnter(1))
        {
            return false;
        }

        if (LaunchThreads.TryHelp(part, _leave))
        {
            return true;
        }

        Leave();
        return false;
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

    private Task EnterAsync(CancellationToken cancellationToken) => _gate.EnterAsync(1, ticket: true, cancellationToken);

    private void Leave() => _gate.Leave(1);
}
