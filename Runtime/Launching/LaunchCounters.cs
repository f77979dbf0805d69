using HmmGen.Base;

namespace HmmGen.Launching;

/// <summary>
/// What one launch counts: what its code counts by itself, also before it has the device, and what pages do from <see cref="Begin"/> to <see cref="Dispose"/>,
/// when no other launch has the device. Used by one thread at a time.
/// </summary>
/// <param name="device">The device, for which everything counts too.</param>
/// <param name="kernel">The kernel's name.</param>
/// <param name="measurement">Who wants to know; null for nobody.</param>
internal sealed class LaunchCounters(DeviceSession device, string kernel, HmmMeasurement? measurement) : IDisposable
{
    private const int Number = (int)Counter.Count;

    private readonly long[] _values = new long[Number];

    /// <summary>Counts something that is not of pages.</summary>
    /// <param name="counter">What.</param>
    /// <param name="amount">How much of it.</param>
    public void Add(Counter counter, long amount)
    {
        _values[(int)counter] += amount;
        device.Counters.Add(counter, amount);
    }

    /// <summary>Counts time.</summary>
    /// <param name="counter">What it was spent on.</param>
    /// <param name="time">The time.</param>
    public void Add(Counter counter, TimeSpan time) => Add(counter, time.Ticks);

    /// <summary>The launch has the device.</summary>
    /// <returns>This; to be disposed of when the launch has ended, before it leaves the device.</returns>
    public LaunchCounters Begin()
    {
        AddPages(-1);
        return this;
    }

    /// <summary>The launch has ended: its counts are final, and go where they are wanted.</summary>
    public void Dispose()
    {
        AddPages(1);
        device.Kernels.Add(kernel, _values);
        measurement?.Add(new HmmStatistics(_values));
    }

    private void AddPages(int sign)
    {
        if (device.IsHost)
        {
            // It has no pages, and its launches run side by side.
            return;
        }

        Span<long> counted = stackalloc long[Number];
        device.Counters.CopyTo(counted);
        for (int i = (int)Counter.FirstOfPages; i < Number; i++)
        {
            _values[i] += sign * counted[i];
        }
    }
}
