using System.Diagnostics.Metrics;
using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching.Telemetry;

/// <summary>The devices whose counts are observed, until they are disposed of or collected. Devices of one name are one series. Thread safe.</summary>
/// <remarks>
/// What the ended devices of a name have counted stays in its sum, since a counter may never fall, and is measured after the last of them has ended, since
/// nobody may have asked before. That is some hundred bytes for each name that a device ever had. Names are few: those of the machine's devices, and numbers of
/// simulated ones.
/// </remarks>
internal sealed class ObservedDevices
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, long[]> _ended = [];

    /// <summary>Observes a device from now on.</summary>
    /// <param name="device">The device.</param>
    public void Add(DeviceSession device)
    {
        lock (_gate)
        {
            EndAll(static entry => !entry.Device.TryGetTarget(out _));
            _entries.Add(new Entry(device.Name, new WeakReference<DeviceSession>(device), device.Counters));
        }
    }

    /// <summary>Observes a device no more. A second call does nothing.</summary>
    /// <param name="device">The device.</param>
    public void Remove(DeviceSession device)
    {
        lock (_gate)
        {
            EndAll(entry => entry.Counters == device.Counters);
        }
    }

    /// <summary>Measures counters of all devices.</summary>
    /// <param name="counters">The counters, each with an attribute that tells it from the others, or with none.</param>
    /// <returns>A measurement for each device's name and each counter.</returns>
    public IEnumerable<Measurement<long>> Sums(params (string? Key, string? Value, Counter Counter)[] counters)
    {
        foreach ((string name, long[] sums) in Sums())
        {
            KeyValuePair<string, object?> device = new(LaunchInstruments.Device, name);
            foreach ((string? key, string? value, Counter counter) in counters)
            {
                yield return key is null
                    ? new Measurement<long>(sums[(int)counter], device)
                    : new Measurement<long>(sums[(int)counter], device, new KeyValuePair<string, object?>(key, value));
            }
        }
    }

    /// <summary>Measures the memory that pages have on open devices.</summary>
    /// <returns>A measurement in bytes for each name.</returns>
    public IEnumerable<Measurement<long>> Usage() => Memory(static memory => (long)memory.UsedFrames << PageEntry.FrameBits);

    /// <summary>Measures the memory that pages may have on open devices.</summary>
    /// <returns>A measurement in bytes for each name.</returns>
    public IEnumerable<Measurement<long>> Limit() => Memory(static memory => memory.Budget);

    /// <summary>Counts the open devices.</summary>
    /// <returns>A measurement for each name.</returns>
    public IEnumerable<Measurement<long>> Open() => Memory(static _ => 1);

    /// <summary>Tells who listens to events which devices are open.</summary>
    public void TellOpen()
    {
        foreach (DeviceSession device in Alive())
        {
            device.TellWhetherOpen();
        }
    }

    private Dictionary<string, long[]> Sums()
    {
        Dictionary<string, long[]> sums;
        lock (_gate)
        {
            EndAll(static entry => !entry.Device.TryGetTarget(out _));
            sums = _ended.ToDictionary(static ended => ended.Key, static ended => (long[])ended.Value.Clone());
            long[] one = new long[(int)Counter.Count];
            foreach (Entry entry in _entries)
            {
                if (!sums.TryGetValue(entry.Name, out long[]? sum))
                {
                    sums.Add(entry.Name, sum = new long[(int)Counter.Count]);
                }

                entry.Counters.CopyTo(one);
                AddTo(sum, one);
            }
        }

        return sums;
    }

    // Outside the lock: a device that moves pages keeps the observer waiting, and nobody else.
    private IEnumerable<Measurement<long>> Memory(Func<DeviceMemory, long> read) => Alive()
        .Where(static device => device.OpenedMemory is not null)
        .GroupBy(static device => device.Name)
        .Select(named => new Measurement<long>(
            named.Sum(device => device.OpenedMemory is { } memory ? read(memory) : 0),
            new KeyValuePair<string, object?>(LaunchInstruments.Device, named.Key)));

    private List<DeviceSession> Alive()
    {
        List<DeviceSession> devices = [];
        lock (_gate)
        {
            foreach (Entry entry in _entries)
            {
                if (entry.Device.TryGetTarget(out DeviceSession? device))
                {
                    devices.Add(device);
                }
            }
        }

        return devices;
    }

    /// <summary>Ends devices: moves what they have counted to the sums of ended devices. The caller holds the lock.</summary>
    private void EndAll(Func<Entry, bool> isEnded)
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            Entry entry = _entries[i];
            if (isEnded(entry))
            {
                if (!_ended.TryGetValue(entry.Name, out long[]? sum))
                {
                    _ended.Add(entry.Name, sum = new long[(int)Counter.Count]);
                }

                long[] last = new long[(int)Counter.Count];
                entry.Counters.CopyTo(last);
                AddTo(sum, last);
                _entries.RemoveAt(i);
            }
        }
    }

    private static void AddTo(long[] sums, long[] values)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }

    private sealed record Entry(string Name, WeakReference<DeviceSession> Device, Counters Counters);
}
