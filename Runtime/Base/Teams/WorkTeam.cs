using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace HmmGen.Base.Teams;

/// <summary>
/// The threads that share some items: one leads, and others help while they may. The leader begins alone, unless it knows how long items take. It shares the items
/// that are left once they would take it some microseconds, and it never waits for a thread that has begun nothing. One run uses a team at a time, and many may in
/// turn.
/// </summary>
/// <remarks>
/// The leader publishes the shared items as <see cref="Claims"/>, of which a thread takes one range after another. The leader closes the claims at the end, and
/// waits for the ranges that were claimed. A helper that comes late finds them closed, or those of a later run, in which it may help as well. What a run has set
/// is looked at only by a thread that holds a claim: until its range has ended, there is no other run.
/// </remarks>
internal abstract class WorkTeam
{
    /// <summary>The shared ranges for each processor. With several, a range of slow items does not keep the other processors waiting.</summary>
    private const int RangesPerProcessor = 8;

    /// <summary>Each step that the leader takes alone has this many times the items of the steps before it.</summary>
    private const long Growth = 3;

    /// <summary>The least time of a shared range. Claiming one takes a fraction of a microsecond.</summary>
    private static readonly long ShortestRange = Stopwatch.Frequency * 5 / 1_000_000;

    /// <summary>Items that take less time stay with the leader: a sleeping thread would take about as long to wake.</summary>
    private static readonly long WorthSharing = Stopwatch.Frequency * 10 / 1_000_000;

    /// <summary>How many short runs follow one of which the time was taken, until it is taken again.</summary>
    private const int Untimed = 7;

    private readonly ManualResetEventSlim _left = new();
    private Claims _claims = Claims.OfNothing();
    private Action? _help;
    private long _first;
    private long _items;
    private long _fitting;
    private long _done;
    private long _awaited;
    private long _endedAt;
    private int _untimed = Untimed;
    private volatile bool _ended;
    private Exception? _failure;

    /// <summary>The most threads, the leader included.</summary>
    protected abstract int Degree { get; }

    /// <summary>Whether others want the threads. Helpers then begin no further range.</summary>
    protected abstract bool IsWanted { get; }

    /// <summary>How long the last run took, in ticks of <see cref="Stopwatch"/>; that of the last one whose time was taken, after <see cref="TryRunUntimed"/>.</summary>
    public long Taken { get; private set; }

    /// <summary>Runs all items on this thread without a look at the clock, which takes longer than they do. Now and then a run has to take its time.</summary>
    /// <param name="items">The number of items, or more. They are known to take a fraction of <see cref="WorthSharing"/>.</param>
    /// <param name="goesOn">What <see cref="RunItems"/> returns; true when nothing ran.</param>
    /// <returns>Whether they ran.</returns>
    protected bool TryRunUntimed(long items, out bool goesOn)
    {
        goesOn = true;
        if (_untimed == Untimed)
        {
            _untimed = 0;
            return false;
        }

        _untimed++;
        goesOn = RunItems(0, items);
        return true;
    }

    /// <summary>Runs all items, each once, on one or more threads. Returns when all that have begun have ended.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="alone">How many items the leader runs in its first step; about as many as take it <see cref="WorthSharing"/>, if it knows.</param>
    /// <param name="isKnown">
    /// Whether it does. Then items that take half as long again are shared from the first one on. Where runs come in bursts, helpers are awake still, and items
    /// are shared that take seven tenths of it.
    /// </param>
    /// <returns>How many items would take it so long; 0 when a range has ended early.</returns>
    protected long Run(long items, long alone, bool isKnown = false)
    {
        _ended = false;
        long began = Stopwatch.GetTimestamp();
        if (isKnown && IsWorthSharing(items, alone, isBurst: began - _endedAt < LaunchThreads.Burst))
        {
            Share(0, items, alone, began);
            return _ended ? 0 : _fitting;
        }

        for (long end = 0, step = alone; ;)
        {
            long first = end;
            end = Math.Min(items, first + Math.Clamp(step, 1, items));
            bool goesOn = RunItems(first, end);
            NoteTime(began);
            if (!goesOn)
            {
                return 0;
            }

            long fitting = Fitting(end, Taken);
            if (end == items)
            {
                return fitting;
            }

            if (items - end >= fitting && Degree > 1)
            {
                Share(end, items - end, fitting, began);
                return _ended ? 0 : fitting;
            }

            step = end * Growth;
        }
    }

    /// <summary>Runs some items on this thread. Other threads run other items meanwhile.</summary>
    /// <param name="first">The first item's slot.</param>
    /// <param name="end">One past the last item's slot.</param>
    /// <returns>False when no further range shall begin.</returns>
    protected abstract bool RunItems(long first, long end);

    /// <summary>Starts a thread that helps, if one more is allowed.</summary>
    /// <param name="help">What the thread does. It throws nothing, and it is the same object each time.</param>
    /// <returns>Whether it starts.</returns>
    protected abstract bool TryStart(Action help);

    // Three tenths fewer items while helpers are awake, half as many again while they sleep.
    private bool IsWorthSharing(long items, long alone, bool isBurst)
        => items > 1 && Degree > 1 && items - alone >= (isBurst ? -(alone / 10 * 3) : (alone + 1) / 2);

    /// <summary>How many items take <see cref="WorthSharing"/>.</summary>
    /// <param name="items">How many items ran.</param>
    /// <param name="taken">How long they took.</param>
    /// <returns>The number, at least 1.</returns>
    private static long Fitting(long items, long taken) => (long)Math.Max(1, (double)items * WorthSharing / taken);

    private void Share(long first, long items, long fitting, long began)
    {
        _failure = null;
        _first = first;
        _items = items;
        _claims.Prepare(RangesOf(items, fitting));
        _fitting = fitting;
        _done = 0;
        _awaited = -1;
        _help ??= () => Work(leads: false);
        _claims.Publish();
        Work(leads: true);

        long claimed = _claims.Close();
        Interlocked.Exchange(ref _awaited, claimed);
        while (Volatile.Read(ref _done) != claimed)
        {
            // A helper of an earlier run may have set it late: so the count decides.
            FirmWait.For(_left);
            _left.Reset();
        }

        NoteTime(began);
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void NoteTime(long began)
    {
        _endedAt = Stopwatch.GetTimestamp();
        Taken = Math.Max(1, _endedAt - began);
    }

    private long RangesOf(long items, long fitting)
    {
        double shortest = items * (double)WorthSharing / ((double)fitting * ShortestRange);
        return Math.Min(items, Math.Clamp((long)shortest, 2, (long)Degree * RangesPerProcessor));
    }

    private void Work(bool leads)
    {
        for (bool measures = leads; !_ended && (leads || !IsWanted); measures = false)
        {
            if (!_claims.TryTake(out long range))
            {
                return;
            }

            Enlist(range);
            long began = measures ? Stopwatch.GetTimestamp() : 0;
            RunRange(range);
            if (measures)
            {
                _fitting = Fitting(StartOf(range + 1) - StartOf(range), Math.Max(1, Stopwatch.GetTimestamp() - began));
            }

            if (Interlocked.Increment(ref _done) == Volatile.Read(ref _awaited))
            {
                _left.Set();
            }
        }
    }

    private void RunRange(long range)
    {
        try
        {
            if (!RunItems(StartOf(range), StartOf(range + 1)))
            {
                // All earlier ranges have begun and run to their end. So the reported failure is that of the lowest work item.
                _ended = true;
            }
        }
        catch (Exception failure)
        {
            // The failure is not lost: the leader throws it when all ranges have ended.
            Interlocked.CompareExchange(ref _failure, failure, null);
            _ended = true;
        }
    }

    private long StartOf(long range) => _first + (long)((Int128)_items * range / _claims.Ranges);

    /// <summary>Adds a thread, if there is a range for it. Called before each range, since processors become free while a launch runs.</summary>
    private void Enlist(long range)
    {
        if (range + 1 < _claims.Ranges && !_ended)
        {
            TryStart(_help!);
        }
    }
}
