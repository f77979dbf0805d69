// Safety: made and freed by Lifetimes; a mirror is freed only after it has left its region's list under all blocks' locks.
namespace HmmGen.Coherence.Core;

/// <summary>A region on a device: the page table that kernels see, and what is pending for its pages.</summary>
internal unsafe struct CoreMirror
{
    /// <summary>Bit 0 of an entry: the page may be read. The same as <c>PageEntry.Readable</c>.</summary>
    public const int Readable = 1;

    /// <summary>Bit 1 of an entry: the page may be written. The same as <c>PageEntry.Writable</c>.</summary>
    public const int Writable = 2;

    /// <summary>How far the frame is shifted. The same as <c>PageEntry.FrameShift</c>.</summary>
    public const int FrameShift = 2;

    /// <summary>The size of a frame, as a base-2 logarithm. The same as <c>PageEntry.FrameBits</c>.</summary>
    public const int FrameBits = 12;

    /// <summary>The region.</summary>
    public CoreRegion* Region;

    /// <summary>The device.</summary>
    public CoreDevice* Device;

    /// <summary>The next mirror of the same region.</summary>
    public CoreMirror* Next;

    /// <summary>The next mirror of the same device.</summary>
    public CoreMirror* NextOfDevice;

    /// <summary>The page table. <see cref="PageTable"/> changes it, under the blocks' locks; anybody may read it without.</summary>
    public int* Entries;

    /// <summary>A <see cref="PendingMark"/> for each page.</summary>
    public byte* Pending;

    /// <summary>The twin of each page that has one; see <see cref="HmmGen.Coherence.Core.Twins"/>.</summary>
    public byte** Twins;

    /// <summary>The number of pages.</summary>
    public long PageCount;

    /// <summary>The size of a page.</summary>
    public long PageBytes;

    /// <summary>What a running launch does with the region.</summary>
    public LaunchUse Use;

    /// <summary>The caller's number for the mirror, under which changes name it.</summary>
    public long Number;

    /// <summary>What was counted of what leaves the device: a part of the device's counts.</summary>
    public CoreCounts Counts;
}
