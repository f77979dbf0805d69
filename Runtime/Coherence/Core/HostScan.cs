namespace HmmGen.Coherence.Core;

/// <summary>Touches by the host that follow one another: what is read ahead of them, and where the next fault tells that they go on.</summary>
internal struct HostScan
{
    /// <summary>How many scans of a region are told apart: threads often scan a part each.</summary>
    public const int Number = 4;

    /// <summary>Where the next fault is expected.</summary>
    public long Next;

    /// <summary>Up to where pages are there already; the first one, at <see cref="Next"/>, is not mapped, to tell that the scan has come there.</summary>
    public long Ahead;

    /// <summary>From where up to <see cref="Next"/> the host got pages to write ahead; see <see cref="LentPages"/>.</summary>
    public long Lent;

    /// <summary>How much is brought at a time; 0 before the scan is seen.</summary>
    public long Window;
}
