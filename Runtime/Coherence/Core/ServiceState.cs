// Safety: the service makes its state when it opens. The state is never freed, since faults must be served until the process ends.
namespace HmmGen.Coherence.Core;

/// <summary>A fault service: its userfaultfd and the regions that it watches.</summary>
internal unsafe struct ServiceState
{
    /// <summary>The userfaultfd.</summary>
    public ServiceFile Fault;

    /// <summary>The Linux number of the thread that serves faults. Linux can tell by it whether the thread lives.</summary>
    public int Thread;

    /// <summary>1 once the keeper thread holds the files too, or cannot hold them.</summary>
    public int IsKept;

    /// <summary>The memory file under all regions. Each region has its own part, which no other region ever gets.</summary>
    public ServiceFile Memory;

    /// <summary>The page table of the process, in TransparentUserMode. Without a descriptor Linux cannot tell which pages are mapped.</summary>
    public ServiceFile PageMap;

    /// <summary>The offset of the next region's part. Under <see cref="TableLock"/>.</summary>
    public long NextOffset;

    /// <summary>Not 0 if Linux can poison pages, so that touches of lost pages fail.</summary>
    public int CanPoison;

    /// <summary>Not 0 if faults of system calls are not served, so that they fail.</summary>
    public int IsUserModeOnly;

    /// <summary>The lock held while a fault is served, while regions come and go, and while a launch begins or ends.</summary>
    public int TableLock;

    /// <summary>The watched regions, sorted by address.</summary>
    public CoreRegion** Regions;

    /// <summary>The number of watched regions.</summary>
    public long Count;

    /// <summary>The number of regions that the table has room for.</summary>
    public long Capacity;

    /// <summary>The regions over files, as a list. Under <see cref="TableLock"/>.</summary>
    public CoreRegion* Files;

    /// <summary>The region over a file that <see cref="FileClock"/> visits next; null if there is none.</summary>
    public CoreRegion* FileHand;

    /// <summary>The offset of the block that <see cref="FileClock"/> visits next.</summary>
    public long FileHandOffset;

    /// <summary>The number of file pages that have memory.</summary>
    public long FilePages;

    /// <summary>The limit of file pages with memory. It holds as long as pages can be dropped.</summary>
    public long FileLimit;

    /// <summary>After a visit that freed too little: the number of file pages at which the next visit starts. Otherwise 0.</summary>
    public long FileRefusal;

    /// <summary>The number of clean pages that the last visit saw.</summary>
    public long FileClean;

    /// <summary>The memory for twins of blocks that shuttle, in bytes. Changes by interlocked operations.</summary>
    public long TwinBytes;

    /// <summary>Not 0 to swap "protect" and "copy", which loses writes. Only for the test that must detect the swap.</summary>
    public int CopiesBeforeProtecting;
}
