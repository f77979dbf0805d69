// Safety: the core's counts are read between Attach and Detach, when what has them is alive.
using HmmGen.Base;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <summary>The running counts of a device, or of an array on one, of which <see cref="HmmStatistics"/> is a snapshot.</summary>
/// <param name="whole">What these counts are a part of, and what is added here counts for too; null for a device's.</param>
/// <remarks>Counted with interlocked additions: faults are counted by the launch, copies also by host touches.</remarks>
internal sealed unsafe class Counters(Counters? whole = null)
{
    private readonly Lock _gate = new();
    private readonly long[] _values = new long[(int)Counter.Count];
    private CoreCounts* _core;

    /// <summary>Counts something.</summary>
    /// <param name="counter">What.</param>
    /// <param name="amount">How much of it.</param>
    public void Add(Counter counter, long amount)
    {
        Interlocked.Add(ref _values[(int)counter], amount);
        whole?.Add(counter, amount);
    }

    /// <summary>Counts time.</summary>
    /// <param name="counter">What it was spent on.</param>
    /// <param name="time">The time.</param>
    public void Add(Counter counter, TimeSpan time) => Add(counter, time.Ticks);

    /// <summary>From now on the core counts too.</summary>
    /// <param name="core">Its counts.</param>
    public void Attach(CoreCounts* core)
    {
        lock (_gate)
        {
            _core = core;
        }
    }

    /// <summary>Keeps what the core has counted, before its counts are freed.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            AddCounted(_values);
            _core = null;
        }
    }

    /// <summary>Takes a snapshot.</summary>
    /// <returns>The snapshot.</returns>
    public HmmStatistics Snapshot()
    {
        long[] values = new long[_values.Length];
        CopyTo(values);
        return new HmmStatistics(values);
    }

    /// <summary>Copies the numbers.</summary>
    /// <param name="values">Where they go: one for each <see cref="Counter"/>.</param>
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
