using System.Runtime.ExceptionServices;

namespace HmmGen.Launching;

/// <summary>The threads of one launch on the host: one leads, and others help while processors are free.</summary>
/// <param name="processors">The processors that may be used.</param>
/// <param name="ranges">The number of ranges of work items.</param>
/// <param name="run">Runs a range. Returns false when no further range shall begin.</param>
internal sealed class HostTeam(HostProcessors processors, long ranges, Func<long, bool> run)
{
    private readonly ManualResetEventSlim _left = new();
    private long _next;
    private int _members = 1;
    private volatile bool _ended;
    private Exception? _failure;

    /// <summary>Starts the ranges in order, each on one thread. Returns when all started ranges have ended.</summary>
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
                    // All earlier ranges have begun and run to their end. So the reported failure is that of the lowest work item.
                    _ended = true;
                }
            }
        }
        catch (Exception failure)
        {
            // The failure is not lost: Run throws it when all threads have ended.
            Interlocked.CompareExchange(ref _failure, failure, null);
            _ended = true;
        }
    }

    /// <summary>Adds a thread, if there is a range for it. Called before each range, since processors become free while a launch runs.</summary>
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
