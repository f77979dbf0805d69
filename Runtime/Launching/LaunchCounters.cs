using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>
/// The counts of one launch. Its code counts some things itself, even before it has the device. The counts of pages are the device's from
/// <see cref="Begin"/> to <see cref="Dispose"/>, while no other launch has the device. Used by one thread at a time.
/// </summary>
/// <param name="device">The device. Each count of the launch is also added to the device's.</param>
/// <param name="kernel">The kernel's name.</param>
/// <param name="measurement">Takes the counts at the end; null when the caller wants none.</param>
internal sealed class LaunchCounters(DeviceSession device, string kernel, HmmMeasurement? measurement) : IDisposable
{
    private readonly long[] _own = new long[(int)Counter.FirstOfPages];
    private PageCounts? _start;
    private bool _published;

    /// <summary>Adds to a counter that is not one of pages.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="amount">The amount.</param>
    public void Add(Counter counter, long amount)
    {
        _own[(int)counter] += amount;
        device.Counters.Add(counter, amount);
    }

    /// <summary>Adds time to a counter of time.</summary>
    /// <param name="counter">The counter.</param>
    /// <param name="time">The time.</param>
    public void Add(Counter counter, TimeSpan time) => Add(counter, Counters.TicksOf(time));

    /// <summary>Begins to count pages. The launch has the device from now on.</summary>
    /// <returns>This object. Dispose it after the launch, before the launch leaves the device.</returns>
    public LaunchCounters Begin()
    {
        // The host has no counts of pages, and its launches run at the same time.
        _start = device.IsHost ? null : device.Counters.Pages();
        return this;
    }

    /// <summary>Ends the counts, and adds them to the kernel's counts and to the caller's measurement. A second call does nothing.</summary>
    public void Dispose()
    {
        if (_published)
        {
            return;
        }

        _published = true;
        PageCounts? end = _start is null ? null : device.Counters.Pages();
        device.Kernels.Add(kernel, _own, _start, end);
        if (measurement is not null)
        {
            long[] all = new long[(int)Counter.Count];
            KernelCounters.Add(all, _own, _start, end);
            measurement.Add(new HmmStatistics(all));
        }
    }
}
