// Safety: Lifetimes makes and frees regions. Between the two all pointers are valid, and only Mirrors changes.
namespace HmmGen.Coherence.Core;

/// <summary>A region as the core sees it: its two views, the locks of its blocks, and the devices that mirror it.</summary>
internal unsafe struct CoreRegion
{
    /// <summary>The size of a host page in bytes.</summary>
    public const long PageSize = 4096;

    /// <summary>The size of a block in bytes, as a base-2 logarithm.</summary>
    public const int BlockShift = 21;

    /// <summary>The size of a block: 2 MiB. A block is the unit of locking, and the most that is copied under one lock.</summary>
    public const long BlockBytes = 1L << BlockShift;

    /// <summary>The view that programs use. The service watches this view, if there is a service.</summary>
    public byte* User;

    /// <summary>The view that the core uses: the same pages, never watched. In an unwatched region it is the user's view.</summary>
    public byte* Alias;

    /// <summary>The size in bytes. In a watched region it is whole host pages.</summary>
    public long Bytes;

    /// <summary>The bytes that hold elements. The rest of the last host page is never copied.</summary>
    public long Length;

    /// <summary>The service that watches the region. Null for none: then explicit scopes keep the memory coherent.</summary>
    public ServiceState* Service;

    /// <summary>The offset of the region in the service's memory file.</summary>
    public long MemoryOffset;

    /// <summary>The file that the region is read from and flushed to; -1 for none.</summary>
    public int File;

    /// <summary>The offset of the region in <see cref="File"/> or in <see cref="MappedFile"/>.</summary>
    public long FileOffset;

    /// <summary>The bytes of the region that belong to the file.</summary>
    public long FileBytes;

    /// <summary>Not 0 if changes stay in memory and never reach the file.</summary>
    public int IsPrivate;

    /// <summary>One lock for each block.</summary>
    public int* Blocks;

    /// <summary>The number of calls that hold block locks, and whether a call wants or has all blocks; see <see cref="BlockLocks"/>.</summary>
    public int BlockHolders;

    /// <summary>The lock of the call that wants or has all blocks.</summary>
    public int AllBlocks;

    /// <summary>A <see cref="HostMark"/> for each host page, counted from the first byte. An unwatched region has only marks of lost pages.</summary>
    public ushort* Marks;

    /// <summary>A note for each block of a watched region; see <see cref="ShuttleBlocks"/>. Null in other regions.</summary>
    public ShuttleBlock* Shuttles;

    /// <summary>The bytes that kernels and the host write at once: the elements' size if they are numbers. 0 if it is not known.</summary>
    public int Atom;

    /// <summary>The number of <see cref="HostMark.Filled"/> pages of each block; null if there is no file beneath.</summary>
    public int* FilledPages;

    /// <summary>The next region in the list <see cref="ServiceState.Files"/>.</summary>
    public CoreRegion* NextOfFiles;

    /// <summary>Why contents of the region were lost; none if nothing was lost.</summary>
    public LossReason Lost;

    /// <summary>Not 0 once the core could not make lost pages fail. It tries again at each touch.</summary>
    public int IsFailingLate;

    /// <summary>Not 0 once the core may have left pages that have memory without a mapping in the user's view.</summary>
    /// <remarks>That happens when a device has mirrored the region, or when the core has written the pages.</remarks>
    public int MayBeUnmapped;

    /// <summary>The error of a flush after which the file's contents are unknown; 0 for none.</summary>
    public int FlushError;

    /// <summary>The file that an unwatched region is a map of; -1 for none. It is read through system calls, since it may become shorter.</summary>
    public int MappedFile;

    /// <summary>Whether the user's view lies in the program's own memory, which the program gets back at the end.</summary>
    /// <remarks>Otherwise the region has reserved the addresses of the view.</remarks>
    public int IsPlaced;

    /// <summary>Not 0 once pages of the user's view got a protection that differs from their neighbours' protection.</summary>
    public int WasProtected;

    /// <summary>In a slab: the region of each host page, null where there is none. Null if the region is no slab. Under the service's lock.</summary>
    public CoreRegion** Parts;

    /// <summary>Not 0 once the user's view no longer belongs to the region. Then the core leaves the view alone.</summary>
    /// <remarks>Changes under the service's lock and the locks of all blocks.</remarks>
    public int Detached;

    /// <summary>How often a device came to have newer contents than the host, of any pages. Only <see cref="PageTable"/> changes it. It never falls.</summary>
    public long Claims;

    /// <summary>The region's mirrors on devices, as a list. Changes under the locks of all blocks.</summary>
    public CoreMirror* Mirrors;

    /// <summary>The scans that the service sees: <see cref="HostScan.Number"/> of them. Only the service uses them.</summary>
    public HostScan* Scans;

    /// <summary>The index of the scan that the next new scan replaces.</summary>
    public int NextScan;

    /// <summary>Whether a service watches the user's view.</summary>
    public readonly bool IsWatched => Service is not null;
}
