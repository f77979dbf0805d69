using HmmGen.Base;
using HmmGen.Kernels;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Finds out which form of equal launches takes less time, where the generator can only guess: what rows of a sparse matrix hold, or what a bit of .NET's own
/// compiler does. Both forms give the same bits. In a trial the first items of some launches run in one form and in the other, in turn. There are trials again and
/// again, ever less often, since the loop is not compiled for good when the first one comes. Thread safe.
/// </summary>
internal sealed class LaneTrial
{
    private const int Rounds = 3;
    private const long FirstTrial = 16;
    private const long Spread = 4;

    // A loop that is no more than a little faster may be so by chance.
    private const double Clearly = 0.97;

    private readonly Lock _gate = new();
    private readonly long[] _least = new long[2];
    private long _launches;
    private long _next = FirstTrial;
    private long _items;
    private int _noted;
    private volatile LaneForm _better = LaneForm.Lanes;

    /// <summary>The form that took less time in the last trial; lanes before there was one.</summary>
    public LaneForm Better => _better;

    /// <summary>The trial of a launch.</summary>
    /// <param name="lanes">How its items may run side by side; null when they may not.</param>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="device">The device.</param>
    /// <returns>
    /// Null where the form is known: one is asked for, the two give other bits, or each thread has copies of tables, which the loop would change one by one.
    /// </returns>
    public static LaneTrial? Of(KernelLanes? lanes, KernelDescriptor descriptor, DeviceSession device)
        => lanes is { Tables.Count: 0 } && !descriptor.IsFast && device.Options.Testing.Lanes == LaneUse.WhereItPays ? new LaneTrial() : null;

    /// <summary>Begins a launch.</summary>
    /// <param name="items">How many of its first items a trial takes.</param>
    /// <returns>What the launch shall try; null when there is no trial now.</returns>
    public LaneAttempt? Begin(long items)
    {
        // Launches at the same time may miss a count. That only moves a trial.
        if (++_launches < _next)
        {
            return null;
        }

        lock (_gate)
        {
            if (_noted == 0)
            {
                _items = items;
                _least.AsSpan().Fill(long.MaxValue);
            }

            return new LaneAttempt((LaneForm)(_noted % 2), _items);
        }
    }

    /// <summary>Notes what an attempt took.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="ticks">The time of all its items.</param>
    public void Note(LaneAttempt attempt, long ticks)
    {
        lock (_gate)
        {
            if (attempt != new LaneAttempt((LaneForm)(_noted % 2), _items))
            {
                // Another launch was faster.
                return;
            }

            ref long least = ref _least[(int)attempt.Form];
            least = Math.Min(least, ticks);
            if (++_noted == 2 * Rounds)
            {
                End();
            }
        }
    }

    private void End()
    {
        _better = _least[(int)LaneForm.Loop] < Clearly * _least[(int)LaneForm.Lanes] ? LaneForm.Loop : LaneForm.Lanes;
        _noted = 0;
        _next *= Spread;
    }
}
