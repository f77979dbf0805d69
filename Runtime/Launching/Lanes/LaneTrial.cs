using HmmGen.Base;
using HmmGen.Kernels;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Finds out which form of equal launches takes less time, where the generator can only guess. Both forms give the same bits. In a trial parts of some launches
/// run in one form, and in the next launch in the other. There are trials again and again, ever less often. Thread safe.
/// </summary>
/// <remarks>
/// The parts lie all over the launch, in each trial at other places: the first items may be a border, where there is little to do. No part runs twice in one
/// form, since a processor that has seen the same items before foresees their branches. Of the parts, those count more that take longer.
/// .NET compiles a method for good after it has been called thirty times, twice, and counts no call before the program has compiled nothing new for a tenth of a
/// second. Launches in lanes would never call the loop so often, and trials would find it slower than it is. So they begin with a few items in it now and then in
/// their first second, and then there is a trial.
/// </remarks>
/// <param name="first">The launch with which the first trial begins.</param>
/// <param name="apart">The time between calls of the loop by launches that have nothing to try, in milliseconds.</param>
internal sealed class LaneTrial(long first = LaneTrial.FirstTrial, long apart = LaneTrial.Apart)
{
    /// <summary>The launch with which trials begin outside tests.</summary>
    public const long FirstTrial = 16;

    private const int Parts = LaneTimes.Parts;
    private const long Spread = 4;

    private const long Apart = 5;
    private const int Calls = 160;

    // A look at the clock takes a tenth of a short launch's time. So launches that are short against the time between calls look seldom.
    private const int MostApart = 8;
    private const long CallItems = 64;
    private const long Unnoted = -1;

    private readonly Lock _gate = new();
    private readonly LaneTimes _times = new();
    private long _launches;
    private long _next = first;
    private long _items;
    private long _number;
    private long _parts;
    private int _noted;
    private int _calls;
    private long _called = long.MinValue / 2;
    private long _look;
    private int _lookApart = 1;
    private volatile LaneForm _better = LaneForm.Lanes;

    /// <summary>The form that took less time in the last trial; lanes before there was one.</summary>
    public LaneForm Better => _better;

    /// <summary>The trial of a launch.</summary>
    /// <param name="lanes">How its items may run side by side; null when they may not.</param>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="device">The device.</param>
    /// <returns>
    /// Null where the form is known: one is asked for, the two give other bits, or each thread has copies of tables, which the loop would change one by one. Null
    /// for turned kernels, too: their lanes count items in another order than the loop, so the items of a part are not the same in both. And null where items make
    /// different numbers of turns, as in causal rows: the items that a part has are those that fit a time, which is that of the first ones, of few turns.
    /// </returns>
    public static LaneTrial? Of(KernelLanes? lanes, KernelDescriptor descriptor, DeviceSession device)
        => lanes is not { Tables.Count: 0, Turned: null, HasOwnTurns: false } || descriptor.IsFast ? null : device.Options.Testing.Lanes switch
        {
            LaneUse.WhereItPays => new LaneTrial(),
            LaneUse.InTurn => new LaneTrial(first: 1, apart: 0),
            _ => null,
        };

    /// <summary>How many items an attempt takes: all of a launch that is never shared, else fewer than a range has.</summary>
    /// <param name="items">The items of the launch.</param>
    /// <param name="alone">How many of them are not worth sharing; 0 when that is not known.</param>
    /// <param name="unit">The items that ranges do not cut.</param>
    /// <returns>The number.</returns>
    public static long ItemsOf(long items, long alone, long unit) => alone / 2 >= items ? items : Math.Min(items, Math.Max(unit, alone / 4 / unit * unit));

    /// <summary>Counts a launch. Launches at the same time may miss a count, which only moves a trial.</summary>
    /// <returns>Whether the launch has to try a form.</returns>
    public bool IsDue() => ++_launches >= _next;

    /// <summary>Lets a launch that has no form to try call the loop. Launches at the same time may miss a call.</summary>
    /// <param name="items">The items of the launch.</param>
    /// <param name="unit">The items that ranges do not cut.</param>
    /// <returns>An attempt that is not noted; null when it is not yet time, or the loop has been called often enough.</returns>
    public LaneAttempt? Call(long items, long unit)
    {
        if (_calls >= Calls || _launches < _look)
        {
            return null;
        }

        long now = Environment.TickCount64;
        bool isTime = now - _called >= apart;
        _lookApart = isTime ? 1 : Math.Min(2 * _lookApart, MostApart);
        _look = _launches + _lookApart;
        if (!isTime)
        {
            return null;
        }

        _called = now;
        if (++_calls == Calls)
        {
            _next = Math.Min(_next, _launches + 1);
        }

        // .NET compiles the loop for what it has seen of it.
        long called = Math.Min(items, CallItems);
        return new LaneAttempt(LaneForm.Loop, LanePlaces.Of(_calls, called, items, unit), called, Unnoted);
    }

    /// <summary>Begins an attempt.</summary>
    /// <param name="items">How many items it may take.</param>
    /// <param name="all">The items of the launch.</param>
    /// <param name="unit">The items that ranges do not cut.</param>
    /// <returns>What the launch shall try.</returns>
    public LaneAttempt Begin(long items, long all, long unit)
    {
        lock (_gate)
        {
            // Items that take longer than before fill a range sooner. Then the trial begins anew.
            bool isAnew = _noted > 0 && items < _items - _items / 4;
            if (isAnew || _noted == 0)
            {
                _number += isAnew ? 1 : 0;
                _items = items;
                _noted = 0;
            }

            return new LaneAttempt((LaneForm)(_noted % 2), LanePlaces.Of(_parts, _items, all, unit), _items, _number);
        }
    }

    /// <summary>Notes what an attempt took.</summary>
    /// <param name="attempt">The attempt. All its items have ended well.</param>
    /// <param name="ticks">The time of all its items.</param>
    public void Note(LaneAttempt attempt, long ticks)
    {
        lock (_gate)
        {
            if (attempt.Number != _number)
            {
                // Another launch that ran at the same time has made this attempt.
                return;
            }

            _times.Note(_noted / 2, attempt.Form, ticks);
            _number++;
            _parts += _noted++ % 2;
            if (_noted == 2 * Parts)
            {
                End();
            }
        }
    }

    private void End()
    {
        _better = _times.Better;
        _noted = 0;
        _next *= Spread;
    }
}
