// Safety: the core's counts are read between Attach and Detach, when the device that has them is alive.
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <summary>The running counts of a device, of which <see cref="HmmStatistics"/> is a snapshot.</summary>
/// <remarks>Counted with interlocked additions: faults are counted by the launch, copies also by host touches.</remarks>
internal sealed unsafe class DeviceCounters
{
    private readonly Lock _gate = new();
    private CoreDevice* _core;
    private CoreCounts _before;
    private long _launches;
    private long _waves;
    private long _readFaults;
    private long _writeFaults;
    private long _upgradeFaults;
    private long _pageFaults;
    private long _refaults;
    private long _bytesIn;
    private long _bytesPlanned;
    private long _bytesDemanded;
    private long _bytesReadAhead;
    private long _bytesCleared;
    private long _evictions;
    private long _cleanDrops;
    private long _planningTime;
    private long _copyingTime;
    private long _runningTime;
    private long _servingTime;

    /// <summary>Launches that ran work items.</summary>
    /// <param name="count">The number to add.</param>
    public void AddLaunches(long count) => Interlocked.Add(ref _launches, count);

    /// <summary>Times that kernel code was started: one a chunk in direct form, one a round of faults in resumable form.</summary>
    /// <param name="count">The number to add.</param>
    public void AddWaves(long count) => Interlocked.Add(ref _waves, count);

    /// <summary>Faults of work items on pages that were absent, reading.</summary>
    /// <param name="count">The number to add.</param>
    public void AddReadFaults(long count) => Interlocked.Add(ref _readFaults, count);

    /// <summary>Faults of work items on pages that were absent, writing.</summary>
    /// <param name="count">The number to add.</param>
    public void AddWriteFaults(long count) => Interlocked.Add(ref _writeFaults, count);

    /// <summary>Faults of work items on pages that were there but mapped for reading only, writing.</summary>
    /// <param name="count">The number to add.</param>
    public void AddUpgradeFaults(long count) => Interlocked.Add(ref _upgradeFaults, count);

    /// <summary>Pages served because of faults; many work items can wait for one page.</summary>
    /// <param name="count">The number to add.</param>
    public void AddPageFaults(long count) => Interlocked.Add(ref _pageFaults, count);

    /// <summary>Pages served that had been evicted before.</summary>
    /// <param name="count">The number to add.</param>
    public void AddRefaults(long count) => Interlocked.Add(ref _refaults, count);

    /// <summary>Bytes copied from host to device.</summary>
    /// <param name="count">The number to add.</param>
    public void AddBytesIn(long count) => Interlocked.Add(ref _bytesIn, count);

    /// <summary>The part of the bytes copied in that a plan or a prefetch call asked for.</summary>
    /// <param name="count">The number to add.</param>
    public void AddBytesPlanned(long count) => Interlocked.Add(ref _bytesPlanned, count);

    /// <summary>The part of the bytes copied in that a fault asked for.</summary>
    /// <param name="count">The number to add.</param>
    public void AddBytesDemanded(long count) => Interlocked.Add(ref _bytesDemanded, count);

    /// <summary>The part of the bytes copied in that followed a run of faults before being asked for.</summary>
    /// <param name="count">The number to add.</param>
    public void AddBytesReadAhead(long count) => Interlocked.Add(ref _bytesReadAhead, count);

    /// <summary>Bytes of never-written pages that were cleared on the device and not copied.</summary>
    /// <param name="count">The number to add.</param>
    public void AddBytesCleared(long count) => Interlocked.Add(ref _bytesCleared, count);

    /// <summary>Pages taken from the device to make room.</summary>
    /// <param name="count">The number to add.</param>
    public void AddEvictions(long count) => Interlocked.Add(ref _evictions, count);

    /// <summary>Pages evicted without a copy, since the host had their contents.</summary>
    /// <param name="count">The number to add.</param>
    public void AddCleanDrops(long count) => Interlocked.Add(ref _cleanDrops, count);

    /// <summary>Time spent evaluating access plans.</summary>
    /// <param name="time">The time to add.</param>
    public void AddPlanningTime(TimeSpan time) => Interlocked.Add(ref _planningTime, time.Ticks);

    /// <summary>Time spent copying and clearing.</summary>
    /// <param name="time">The time to add.</param>
    public void AddCopyingTime(TimeSpan time) => Interlocked.Add(ref _copyingTime, time.Ticks);

    /// <summary>Time spent in kernel code.</summary>
    /// <param name="time">The time to add.</param>
    public void AddRunningTime(TimeSpan time) => Interlocked.Add(ref _runningTime, time.Ticks);

    /// <summary>Time spent serving faults, without copying.</summary>
    /// <param name="time">The time to add.</param>
    public void AddServingTime(TimeSpan time) => Interlocked.Add(ref _servingTime, time.Ticks);

    /// <summary>From now on the core counts too.</summary>
    /// <param name="core">The device as the core knows it.</param>
    public void Attach(CoreDevice* core)
    {
        lock (_gate)
        {
            _core = core;
        }
    }

    /// <summary>Keeps what the core has counted, before its device is freed.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            _before = Counted();
            _core = null;
        }
    }

    /// <summary>Takes a snapshot.</summary>
    /// <returns>The snapshot.</returns>
    public HmmStatistics Snapshot()
    {
        lock (_gate)
        {
            return Snapshot(Counted());
        }
    }

    private CoreCounts Counted()
    {
        CoreCounts counts = _before;
        if (_core is not null)
        {
            counts.BytesOut += _core->Counts.BytesOut;
            counts.HostReadFaults += _core->Counts.HostReadFaults;
            counts.HostWriteFaults += _core->Counts.HostWriteFaults;
            counts.Twins += _core->Counts.Twins;
            counts.BytesMerged += _core->Counts.BytesMerged;
        }

        return counts;
    }

    private HmmStatistics Snapshot(CoreCounts counted) => new()
    {
        Launches = Interlocked.Read(ref _launches),
        Waves = Interlocked.Read(ref _waves),
        ReadFaults = Interlocked.Read(ref _readFaults),
        WriteFaults = Interlocked.Read(ref _writeFaults),
        UpgradeFaults = Interlocked.Read(ref _upgradeFaults),
        PageFaults = Interlocked.Read(ref _pageFaults),
        Refaults = Interlocked.Read(ref _refaults),
        BytesIn = Interlocked.Read(ref _bytesIn),
        BytesOut = counted.BytesOut,
        HostReadFaults = counted.HostReadFaults,
        HostWriteFaults = counted.HostWriteFaults,
        Twins = counted.Twins,
        BytesMerged = counted.BytesMerged,
        BytesPlanned = Interlocked.Read(ref _bytesPlanned),
        BytesDemanded = Interlocked.Read(ref _bytesDemanded),
        BytesReadAhead = Interlocked.Read(ref _bytesReadAhead),
        BytesCleared = Interlocked.Read(ref _bytesCleared),
        Evictions = Interlocked.Read(ref _evictions),
        CleanDrops = Interlocked.Read(ref _cleanDrops),
        PlanningTime = new TimeSpan(Interlocked.Read(ref _planningTime)),
        CopyingTime = new TimeSpan(Interlocked.Read(ref _copyingTime)),
        RunningTime = new TimeSpan(Interlocked.Read(ref _runningTime)),
        ServingTime = new TimeSpan(Interlocked.Read(ref _servingTime)),
    };
}
