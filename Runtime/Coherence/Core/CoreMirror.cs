// Safety: Lifetimes makes and frees mirrors. A mirror is freed only after it has left its region's list, under the locks of all blocks.
namespace HmmGen.Coherence.Core;

/// <summary>A mirror: a region on one device, with the page table that compute kernels see and the pending marks of its pages.</summary>
internal unsafe struct CoreMirror
{
    /// <summary>Bit 0 of an entry: the page may be read. The same as <c>PageEntry.Readable</c>.</summary>
    public const int Readable = 1;

    /// <summary>Bit 1 of an entry: the page may be written. The same as <c>PageEntry.Writable</c>.</summary>
    public const int Writable = 2;

    /// <summary>Bit 2 of an entry: the device has the newest contents, and the host has not. The same as <c>PageEntry.Owned</c>.</summary>
    public const int Newest = 4;

    /// <summary>The position of the frame number in an entry, in bits. The same as <c>PageEntry.FrameShift</c>.</summary>
    public const int FrameShift = 3;

    /// <summary>The size of a frame in bytes, as a base-2 logarithm. The same as <c>PageEntry.FrameBits</c>.</summary>
    public const int FrameBits = 12;

    /// <summary>The region.</summary>
    public CoreRegion* Region;

    /// <summary>The device.</summary>
    public CoreDevice* Device;

    /// <summary>The next mirror of the same region.</summary>
    public CoreMirror* Next;

    /// <summary>The next mirror of the same device.</summary>
    public CoreMirror* NextOfDevice;

    /// <summary>The page table. Only <see cref="PageTable"/> changes it, under the blocks' locks. Any thread may read it without a lock.</summary>
    public int* Entries;

    /// <summary>A <see cref="PendingMark"/> for each page.</summary>
    public byte* Pending;

    /// <summary>The twin of each page that has one; see <see cref="HmmGen.Coherence.Core.Twins"/>.</summary>
    public byte** Twins;

    /// <summary>Not 0 for each block of pages (<see cref="MirrorRange.Chunk"/>) that has had shown pages since the launch began; see <see cref="ShownPages"/>.</summary>
    public byte* ShownBlocks;

    /// <summary>The first block that is noted so.</summary>
    public long FirstShown;

    /// <summary>The end of the blocks that are noted so; 0 when there is none.</summary>
    public long EndOfShown;

    /// <summary>The number of pages.</summary>
    public long PageCount;

    /// <summary>The size of a page in bytes.</summary>
    public long PageBytes;

    /// <summary>The number of resident pages. <see cref="PageTable"/> keeps it by interlocked operations.</summary>
    public long Resident;

    /// <summary>The number of pages that the device may write. <see cref="PageTable"/> keeps it by interlocked operations.</summary>
    public long Owned;

    /// <summary>What a running launch does with the region.</summary>
    public LaunchUse Use;

    /// <summary>The caller's number for the mirror. Changes name the mirror by it.</summary>
    public long Number;

    /// <summary>The counts of this mirror; they are part of the device's counts.</summary>
    public CoreCounts Counts;
}
