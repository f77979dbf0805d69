// Safety: Lifetimes makes and frees devices. The handle of the frames changes only under CopyLock.
namespace HmmGen.Coherence.Core;

/// <summary>A device as the core sees it: the way to copy to and from its frames, its pending pages, and its changed pages.</summary>
internal unsafe struct CoreDevice
{
    /// <summary>The way to copy to and from the frames.</summary>
    public DeviceCopyKind Kind;

    /// <summary>The frames: an address, an OpenCL memory object, or a CUDA device pointer.</summary>
    public nint Frames;

    /// <summary>The size of all frames in bytes.</summary>
    public long FrameBytes;

    /// <summary>The driver's copy functions.</summary>
    public DeviceDriver Driver;

    /// <summary>The lock held during a copy.</summary>
    public int CopyLock;

    /// <summary>The copy that is made under <see cref="CopyLock"/>, and that waiting threads help with.</summary>
    public HelpedCopy Helped;

    /// <summary>The batches under way whose copies other threads help with. Helpers leave when there is none.</summary>
    public int HelpedBatches;

    /// <summary>The lock of <see cref="Merging"/>. Taken after blocks' locks, and before <see cref="CopyLock"/>.</summary>
    public int MergeLock;

    /// <summary>Memory for the contents of pages that are merged, of a block or one larger page; null until it is needed.</summary>
    public byte* Merging;

    /// <summary>The bytes of <see cref="Merging"/>.</summary>
    public long MergingBytes;

    /// <summary>Memory of former twins of pages that nobody watches: each begins with the address of the next one. Under <see cref="ListLock"/>.</summary>
    public byte* SpareTwins;

    /// <summary>The number of <see cref="SpareTwins"/>.</summary>
    public long SpareTwinCount;

    /// <summary>Not 0 if blocks shuttle between the host and the device; see <see cref="ShuttleBlocks"/>.</summary>
    public int Shuttles;

    /// <summary>Not 0 once the device is lost. Then every copy fails.</summary>
    public int Lost;

    /// <summary>The mirrors of the device, as a list. Guarded by <see cref="ListLock"/>.</summary>
    public CoreMirror* Mirrors;

    /// <summary>The lock that guards the lists.</summary>
    public int ListLock;

    /// <summary>Pages with a <see cref="PendingMark"/>, except those that <see cref="Late"/> lists.</summary>
    public PageList Pending;

    /// <summary>Pages marked as <see cref="PendingMark.Late"/>. The end of a wave does not look at them.</summary>
    public PageList Late;

    /// <summary>Pages whose entries changed, except pages that entered; see <see cref="PageTable"/>.</summary>
    public PageList Changes;

    /// <summary>The counts of this device.</summary>
    public CoreCounts Counts;
}
