namespace HmmGen;

/// <summary>What a device has done since it was opened or since its statistics were reset; a snapshot.</summary>
public sealed record HmmStatistics
{
    /// <summary>Launches that ran work items.</summary>
    public long Launches { get; init; }

    /// <summary>Times that kernel code was started: one a chunk in direct form, one a round of faults in resumable form.</summary>
    public long Waves { get; init; }

    /// <summary>Faults of work items on pages that were absent, reading.</summary>
    public long ReadFaults { get; init; }

    /// <summary>Faults of work items on pages that were absent, writing.</summary>
    public long WriteFaults { get; init; }

    /// <summary>Faults of work items on pages that were there but mapped for reading only, writing.</summary>
    public long UpgradeFaults { get; init; }

    /// <summary>Pages served because of faults; many work items can wait for one page.</summary>
    public long PageFaults { get; init; }

    /// <summary>Pages served that had been evicted before.</summary>
    public long Refaults { get; init; }

    /// <summary>Bytes copied from host to device.</summary>
    public long BytesIn { get; init; }

    /// <summary>Bytes copied from device to host.</summary>
    public long BytesOut { get; init; }

    /// <summary>The part of the bytes copied in that a plan or a prefetch call asked for.</summary>
    public long BytesPlanned { get; init; }

    /// <summary>The part of the bytes copied in that a fault asked for.</summary>
    public long BytesDemanded { get; init; }

    /// <summary>The part of the bytes copied in that followed a run of faults before being asked for.</summary>
    public long BytesReadAhead { get; init; }

    /// <summary>Bytes of never-written pages that were cleared on the device and not copied.</summary>
    public long BytesCleared { get; init; }

    /// <summary>Pages taken from the device to make room.</summary>
    public long Evictions { get; init; }

    /// <summary>Pages evicted without a copy, since the host had their contents.</summary>
    public long CleanDrops { get; init; }

    /// <summary>Touches by the host that found pages of the device in the way, reading. Counted where memory is transparent.</summary>
    public long HostReadFaults { get; init; }

    /// <summary>Touches by the host that found pages of the device in the way, writing. Counted where memory is transparent.</summary>
    public long HostWriteFaults { get; init; }

    /// <summary>Pages of which the host was given a copy to write while a launch wrote them too.</summary>
    public long Twins { get; init; }

    /// <summary>Bytes that a launch had written on such pages when they were merged.</summary>
    public long BytesMerged { get; init; }

    /// <summary>Time spent evaluating access plans.</summary>
    public TimeSpan PlanningTime { get; init; }

    /// <summary>Time spent copying and clearing.</summary>
    public TimeSpan CopyingTime { get; init; }

    /// <summary>Time spent in kernel code.</summary>
    public TimeSpan RunningTime { get; init; }

    /// <summary>Time spent serving faults, without copying.</summary>
    public TimeSpan ServingTime { get; init; }

    /// <summary>All faults of work items.</summary>
    public long Faults => ReadFaults + WriteFaults + UpgradeFaults;

    /// <summary>What happened between two snapshots.</summary>
    /// <param name="later">The later snapshot.</param>
    /// <param name="earlier">The earlier snapshot.</param>
    /// <returns>The difference.</returns>
    public static HmmStatistics operator -(HmmStatistics later, HmmStatistics earlier)
    {
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(earlier);
        return new HmmStatistics
        {
            Launches = later.Launches - earlier.Launches,
            Waves = later.Waves - earlier.Waves,
            ReadFaults = later.ReadFaults - earlier.ReadFaults,
            WriteFaults = later.WriteFaults - earlier.WriteFaults,
            UpgradeFaults = later.UpgradeFaults - earlier.UpgradeFaults,
            PageFaults = later.PageFaults - earlier.PageFaults,
            Refaults = later.Refaults - earlier.Refaults,
            BytesIn = later.BytesIn - earlier.BytesIn,
            BytesOut = later.BytesOut - earlier.BytesOut,
            BytesPlanned = later.BytesPlanned - earlier.BytesPlanned,
            BytesDemanded = later.BytesDemanded - earlier.BytesDemanded,
            BytesReadAhead = later.BytesReadAhead - earlier.BytesReadAhead,
            BytesCleared = later.BytesCleared - earlier.BytesCleared,
            Evictions = later.Evictions - earlier.Evictions,
            CleanDrops = later.CleanDrops - earlier.CleanDrops,
            HostReadFaults = later.HostReadFaults - earlier.HostReadFaults,
            HostWriteFaults = later.HostWriteFaults - earlier.HostWriteFaults,
            Twins = later.Twins - earlier.Twins,
            BytesMerged = later.BytesMerged - earlier.BytesMerged,
            PlanningTime = later.PlanningTime - earlier.PlanningTime,
            CopyingTime = later.CopyingTime - earlier.CopyingTime,
            RunningTime = later.RunningTime - earlier.RunningTime,
            ServingTime = later.ServingTime - earlier.ServingTime,
        };
    }
}
