namespace HmmGen.Base;

/// <summary>The numbers of <see cref="HmmStatistics"/>, of which each property has one. Times are in ticks of <see cref="TimeSpan"/>.</summary>
/// <remarks>First those that the code of a launch counts, then from <see cref="FirstOfPages"/> on those that come of pages, and so of an array too.</remarks>
internal enum Counter
{
    /// <summary><see cref="HmmStatistics.Launches"/>.</summary>
    Launches,

    /// <summary><see cref="HmmStatistics.Waves"/>.</summary>
    Waves,

    /// <summary><see cref="HmmStatistics.PlanningTime"/>.</summary>
    PlanningTime,

    /// <summary><see cref="HmmStatistics.RunningTime"/>.</summary>
    RunningTime,

    /// <summary><see cref="HmmStatistics.ServingTime"/>.</summary>
    ServingTime,

    /// <summary>The first one that comes of pages.</summary>
    FirstOfPages,

    /// <summary><see cref="HmmStatistics.ReadFaults"/>.</summary>
    ReadFaults = FirstOfPages,

    /// <summary><see cref="HmmStatistics.WriteFaults"/>.</summary>
    WriteFaults,

    /// <summary><see cref="HmmStatistics.UpgradeFaults"/>.</summary>
    UpgradeFaults,

    /// <summary><see cref="HmmStatistics.PageFaults"/>.</summary>
    PageFaults,

    /// <summary><see cref="HmmStatistics.Refaults"/>.</summary>
    Refaults,

    /// <summary><see cref="HmmStatistics.BytesIn"/>.</summary>
    BytesIn,

    /// <summary><see cref="HmmStatistics.BytesFromPeers"/>.</summary>
    BytesFromPeers,

    /// <summary><see cref="HmmStatistics.BytesOut"/>.</summary>
    BytesOut,

    /// <summary><see cref="HmmStatistics.BytesPlanned"/>.</summary>
    BytesPlanned,

    /// <summary><see cref="HmmStatistics.BytesDemanded"/>.</summary>
    BytesDemanded,

    /// <summary><see cref="HmmStatistics.BytesReadAhead"/>.</summary>
    BytesReadAhead,

    /// <summary><see cref="HmmStatistics.BytesCleared"/>.</summary>
    BytesCleared,

    /// <summary><see cref="HmmStatistics.Evictions"/>.</summary>
    Evictions,

    /// <summary><see cref="HmmStatistics.CleanDrops"/>.</summary>
    CleanDrops,

    /// <summary><see cref="HmmStatistics.HostReadFaults"/>.</summary>
    HostReadFaults,

    /// <summary><see cref="HmmStatistics.HostWriteFaults"/>.</summary>
    HostWriteFaults,

    /// <summary><see cref="HmmStatistics.Twins"/>.</summary>
    Twins,

    /// <summary><see cref="HmmStatistics.BytesMerged"/>.</summary>
    BytesMerged,

    /// <summary><see cref="HmmStatistics.CopyingTime"/>.</summary>
    CopyingTime,

    /// <summary>How many there are.</summary>
    Count,
}
