// Safety: made and freed by Lifetimes; between the two all pointers are valid and none changes but Mirrors.
namespace HmmGen.Coherence.Core;

/// <summary>A region as the core sees it: its two views, its blocks' locks, and the devices that mirror it.</summary>
internal unsafe struct CoreRegion
{
    /// <summary>The size of a host page.</summary>
    public const long PageSize = 4096;

    /// <summary>The size of a block, as a base-2 logarithm.</summary>
    public const int BlockShift = 21;

    /// <summary>A block is 2 MiB: the unit of locking, and the most that is copied under a lock.</summary>
    public const long BlockBytes = 1L << BlockShift;

    /// <summary>The view that programs use; the service watches it when there is one.</summary>
    public byte* User;

    /// <summary>The view that the core uses: the same pages, never watched. The user's own where nobody watches.</summary>
    public byte* Alias;

    /// <summary>The size in bytes; of a watched region whole host pages.</summary>
    public long Bytes;

    /// <summary>How many of them are elements; what fills the last host page up is never copied.</summary>
    public long Length;

    /// <summary>The service that watches; null for none, then memory is coherent through explicit scopes.</summary>
    public ServiceState* Service;

    /// <summary>Where the region is in the service's memory file.</summary>
    public long MemoryOffset;

    /// <summary>The file whose contents the region has, and to which they are flushed; -1 for none.</summary>
    public int File;

    /// <summary>Where the region begins in <see cref="File"/>, or in <see cref="MappedFile"/>.</summary>
    public long FileOffset;

    /// <summary>How many bytes of the region are the file's.</summary>
    public long FileBytes;

    /// <summary>Not 0 where changes stay in memory and never reach the file.</summary>
    public int IsPrivate;

    /// <summary>A lock for each block.</summary>
    public int* Blocks;

    /// <summary>How many calls hold locks of blocks, and whether one wants or has all of them; see <see cref="BlockLocks"/>.</summary>
    public int BlockHolders;

    /// <summary>Held by who wants or has all blocks.</summary>
    public int AllBlocks;

    /// <summary>A <see cref="HostMark"/> for each host page, counted from the first byte; of a region that nobody watches only what is lost.</summary>
    public byte* Marks;

    /// <summary>How many pages of each block are <see cref="HostMark.Filled"/>; null where there is no file beneath.</summary>
    public int* FilledPages;

    /// <summary>The next region of the service's <see cref="ServiceState.Files"/>.</summary>
    public CoreRegion* NextOfFiles;

    /// <summary>Why contents of the region were lost; none when none were.</summary>
    public LossReason Lost;

    /// <summary>Not 0 once lost pages could not be made to fail: that is tried again at each touch.</summary>
    public int IsFailingLate;

    /// <summary>Not 0 once pages may exist that the user's view does not map: a device has mirrored the region, or the core has written them.</summary>
    public int MayBeUnmapped;

    /// <summary>The error of a flush after which nobody knows what the file holds; 0 for none.</summary>
    public int FlushError;

    /// <summary>The file that an unwatched region is a map of, read through system calls since it may become shorter; -1 for none.</summary>
    public int MappedFile;

    /// <summary>Whether the user's view lies in memory of the program's, which gets it back at the end; else the region has reserved it.</summary>
    public int IsPlaced;

    /// <summary>Not 0 once pages of the user's view were given a protection that differs from their neighbours'.</summary>
    public int WasProtected;

    /// <summary>Of a slab: the region of each of its host pages, null where there is none. Null for a region that is no slab. Under the service's lock.</summary>
    public CoreRegion** Parts;

    /// <summary>Not 0 once the user's view is no longer the region's: nothing touches it then. Changes under the service's lock and all blocks' locks.</summary>
    public int Detached;

    /// <summary>The devices that mirror the region, as a list. Changes under all blocks' locks.</summary>
    public CoreMirror* Mirrors;

    /// <summary>The scans that the service sees; <see cref="HostScan.Number"/> of them, used by the service alone.</summary>
    public HostScan* Scans;

    /// <summary>Which of them is forgotten next.</summary>
    public int NextScan;

    /// <summary>Whether the user's view is watched.</summary>
    public readonly bool IsWatched => Service is not null;
}
