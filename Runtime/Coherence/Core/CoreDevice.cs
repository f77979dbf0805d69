// Safety: made and freed by Lifetimes; the frames' handle changes only under CopyLock.
namespace HmmGen.Coherence.Core;

/// <summary>A device as the core sees it: how to copy to and from its frames, what is pending, and what the service changed.</summary>
internal unsafe struct CoreDevice
{
    /// <summary>How frames are reached.</summary>
    public DeviceCopyKind Kind;

    /// <summary>The frames: an address, an OpenCL memory object, or a CUDA device pointer.</summary>
    public nint Frames;

    /// <summary>The size of the frames in bytes.</summary>
    public long FrameBytes;

    /// <summary>The driver's copying functions.</summary>
    public DeviceDriver Driver;

    /// <summary>Held during a copy.</summary>
    public int CopyLock;

    /// <summary>Not 0 once the device is lost: every copy fails.</summary>
    public int Lost;

    /// <summary>The mirrors of the device, as a list. Guarded by <see cref="ListLock"/>.</summary>
    public CoreMirror* Mirrors;

    /// <summary>Guards the lists.</summary>
    public int ListLock;

    /// <summary>Pages with a <see cref="PendingMark"/>.</summary>
    public PageList Pending;

    /// <summary>Pages whose entries changed, but for those that entered; see <see cref="PageTable"/>.</summary>
    public PageList Changes;

    /// <summary>What was counted.</summary>
    public CoreCounts Counts;
}
