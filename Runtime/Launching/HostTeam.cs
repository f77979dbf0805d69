using System.Runtime.ExceptionServices;

namespace HmmGen.Launching;

/// <summary>The threads of one launch on the host: the one that leads it, and others while processors are free.</summary>
/// <param name="processors">The processors that may be used.</param>
/// <param name="ranges">How many ranges of work items there are.</param>
/// <param name="run">Runs a range; false when those not begun are not to run.</param>
internal sealed class HostTeam(HostProcessors processors, long ranges, Func<long, bool> run)
{
    private readonly ManualResetEventSlim _left = new();
    private long _next;
    private int _members = 1;
    private volatile bool _ended;
    private Exception? _failure;

    /// <summary>Runs the ranges in order, each on one thread; returns when all that have begun have ended.</summary>
    public void Run()
    {
        Work(leads: true);
        if (Interlocked.Decrement(ref _members) > 0)
        {
            _left.Wait();
        }

        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Help()
    {
        Work(leads: false);
        if (Interlocked.Decrement(ref _members) == 0)
        {
            _left.Set();
        }
    }

    private void Work(bool leads)
    {
        try
        {
            while (!_ended && (leads || !processors.IsWanted))
            {
                long range = Interlocked.Increment(ref _next) - 1;
                if (range >= ranges)
                {
                    return;
                }

                Enlist(range);
                if (!run(range))
                {
                    // Earlier ranges have all begun, and run to their end: the failure reported is that of the lowest work item.
                    _ended = true;
                }
            }
        }
        catch (Exception failure)
        {
            // Not swallowed: Run throws it once all have ended.
            Interlocked.CompareExchange(ref _failure, failure, null);
            _ended = true;
        }
    }

    /// <summary>Gets one more thread, if there is work for it; processors become free while a launch runs.</summary>
    private void Enlist(long range)
    {
        if (range + 1 < ranges && !_ended)
        {
            Interlocked.Increment(ref _members);
            if (!processors.TryRunBeside(Help))
            {
                Interlocked.Decrement(ref _members);
            }
        }
    }
}
