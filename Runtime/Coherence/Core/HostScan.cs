namespace HmmGen.Coherence.Core;

/// <summary>A scan: consecutive touches by the host. It says what is read ahead of them, and where the next fault shows that the scan goes on.</summary>
internal struct HostScan
{
    /// <summary>The number of scans that a region can tell apart. Threads often scan a part each.</summary>
    public const int Number = 4;

    /// <summary>The offset at which the next fault is expected.</summary>
    public long Next;

    /// <summary>The end of the pages that were read ahead.</summary>
    /// <remarks>The first of these pages, at <see cref="Next"/>, is not mapped, so that a fault shows that the scan has come there.</remarks>
    public long Ahead;

    /// <summary>The begin of the lent pages, which end at <see cref="Next"/>; see <see cref="LentPages"/>.</summary>
    public long Lent;

    /// <summary>The bytes to read ahead at a time; 0 before the scan is recognised.</summary>
    public long Window;
}
