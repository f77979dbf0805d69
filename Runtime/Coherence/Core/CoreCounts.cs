namespace HmmGen.Coherence.Core;

/// <summary>The counts of the core for a device, and for each region on the device. Counts only grow.</summary>
/// <remarks>
/// The device's copy lock guards the bytes that are copied or cleared. The other counts are added to by interlocked operations, since threads hold locks of
/// different blocks.
/// </remarks>
internal struct CoreCounts
{
    /// <summary>Bytes copied to frames.</summary>
    public long BytesIn;

    /// <summary>Bytes copied to frames from the frames of other devices. They are part of <see cref="BytesIn"/>.</summary>
    public long BytesFromPeers;

    /// <summary>Bytes copied from frames to other frames of the device.</summary>
    public long BytesWithin;

    /// <summary>Bytes of frames set to zero.</summary>
    public long BytesCleared;

    /// <summary>Bytes copied to the host.</summary>
    public long BytesOut;

    /// <summary>Host read faults on pages that the device had.</summary>
    public long HostReadFaults;

    /// <summary>Host write faults on pages that the device had.</summary>
    public long HostWriteFaults;

    /// <summary>Twins made, for pages that both the host or hardware and a launch may write.</summary>
    public long Twins;

    /// <summary>Bytes merged: bytes that the device wrote in pages with a twin.</summary>
    public long BytesMerged;
}
