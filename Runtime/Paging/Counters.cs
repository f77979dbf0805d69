using System.Diagnostics;
// Safety: the core's counts are read only between Attach and Detach, while their device or mirror is alive.
using HmmGen.Base;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <summary>The running counts of a device, or of an array on a device. <see cref="HmmStatistics"/> is a snapshot of them.</summary>
/// <param name="whole">The counts of the device, to which each addition counts too; null for the device's own counts.</param>
/// <param name="ended">What is counted elsewhere and belongs to these counts; null if nothing is.</param>
/// <remarks>Thread safe: additions are interlocked. Launches count faults, and both launches and host touches count copies.</remarks>
internal sealed unsafe class Counters(Counters? whole = null, IEndedCounts? ended = null)
{
    private readonly Lock _gate = new();
    private readonly long[] _values = new long[(int)Counter.Count];
    private CoreCounts* _core;

    /// <summary>The number of additions to counters of pages.</summary>
    private long _additions;

    private PageCounts? _pages;

    /// <summary>Adds to a counter.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="amount">The amount.</param>
    public void Add(Counter counter, long amount)
    {
        Interlocked.Add(ref _values[(int)counter], amount);
        if (counter >= Counter.FirstOfPages)
        {
            Interlocked.Increment(ref _additions);
        }

        whole?.Add(counter, amount);
    }

    /// <summary>Adds time to a counter of time.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="time">The time.</param>
    public void Add(Counter counter, TimeSpan time) => Add(counter, TicksOf(time));

    /// <summary>A time as it is counted: launches may take less than a tick of <see cref="TimeSpan"/>.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The ticks of <see cref="Stopwatch"/>.</returns>
    public static long TicksOf(TimeSpan time) => (long)(time.Ticks * ((double)Stopwatch.Frequency / TimeSpan.TicksPerSecond));

    /// <summary>Includes the core's counts from now on.</summary>
    /// <param name="core">The core's counts.</param>
    public void Attach(CoreCounts* core)
    {
        lock (_gate)
        {
            _core = core;
        }
    }

    /// <summary>Takes over the core's counts before the core frees them.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            AddCounted(_values);
            Interlocked.Increment(ref _additions);
            _pages = null;
            _core = null;
        }
    }

    /// <summary>Takes a snapshot of all counts.</summary>
    /// <returns>The snapshot.</returns>
    public HmmStatistics Snapshot()
    {
        long[] values = new long[_values.Length];
        CopyTo(values);
        return new HmmStatistics(values);
    }

    /// <summary>Copies all counts.</summary>
    /// <param name="values">Receives one number for each <see cref="Counter"/>.</param>
    public void CopyTo(Span<long> values)
    {
        lock (_gate)
        {
            for (int i = 0; i < _values.Length; i++)
            {
                values[i] = Volatile.Read(ref _values[i]);
            }

            AddCounted(values);
        }

        ended?.AddTo(values);
    }

    /// <summary>Takes a snapshot of the counts of pages. Costs next to nothing where none has changed since the last call.</summary>
    /// <returns>The snapshot: the same object as before if nothing has changed. An addition under way may be in this one or in the next.</returns>
    public PageCounts Pages()
    {
        lock (_gate)
        {
            // All counts of the core only grow, so they have changed if their sum has.
            long state = Volatile.Read(ref _additions)
                + (_core is null ? 0 : _core->BytesOut + _core->HostReadFaults + _core->HostWriteFaults + _core->Twins + _core->BytesMerged);
            if (_pages?.State != state)
            {
                long[] values = new long[(int)Counter.Count];
                CopyTo(values);
                _pages = new PageCounts(state, values);
            }

            return _pages;
        }
    }

    private void AddCounted(Span<long> values)
    {
        if (_core is not null)
        {
            values[(int)Counter.BytesOut] += _core->BytesOut;
            values[(int)Counter.HostReadFaults] += _core->HostReadFaults;
            values[(int)Counter.HostWriteFaults] += _core->HostWriteFaults;
            values[(int)Counter.Twins] += _core->Twins;
            values[(int)Counter.BytesMerged] += _core->BytesMerged;
        }
    }
}
