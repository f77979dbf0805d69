// Safety: made by the service when it opens and never freed, since faults must be served until the process is gone.
namespace HmmGen.Coherence.Core;

/// <summary>A fault service: its userfaultfd and the regions that it watches.</summary>
internal unsafe struct ServiceState
{
    /// <summary>The userfaultfd.</summary>
    public ServiceFile Fault;

    /// <summary>The number of the thread that serves faults, under which the system knows that it is alive.</summary>
    public int Thread;

    /// <summary>1 once the keeper holds the files too, or cannot.</summary>
    public int IsKept;

    /// <summary>The memory file under all regions, each of which has a part of its own that no other ever gets.</summary>
    public ServiceFile Memory;

    /// <summary>Where the next region's part begins. Under <see cref="TableLock"/>.</summary>
    public long NextOffset;

    /// <summary>Whether lost pages can be made to fail when they are touched.</summary>
    public int CanPoison;

    /// <summary>Held while a fault is served, while regions come and go, and while a launch begins or ends.</summary>
    public int TableLock;

    /// <summary>The watched regions, by address.</summary>
    public CoreRegion** Regions;

    /// <summary>The number of regions.</summary>
    public long Count;

    /// <summary>How many regions there is room for.</summary>
    public long Capacity;

    /// <summary>The regions over files, as a list. Under <see cref="TableLock"/>.</summary>
    public CoreRegion* Files;

    /// <summary>The region over a file that <see cref="FileClock"/> looks at next; null when there is none.</summary>
    public CoreRegion* FileHand;

    /// <summary>The first byte of the block that it looks at next.</summary>
    public long FileHandOffset;

    /// <summary>How many pages of files have memory.</summary>
    public long FilePages;

    /// <summary>How many may have it, as long as others can be dropped.</summary>
    public long FileLimit;

    /// <summary>How many there must be before dropping some is tried again, since that was in vain; 0 where it was not.</summary>
    public long FileRefusal;

    /// <summary>How many pages were seen then that need not be written.</summary>
    public long FileClean;

    /// <summary>Whether "protect" and "copy" are swapped, which loses writes: for the test that must see it.</summary>
    public int CopiesBeforeProtecting;
}
