namespace HmmGen.Coherence.Core;

/// <summary>What the core counts for a device, and for each region on it. All only grow.</summary>
internal struct CoreCounts
{
    /// <summary>Bytes copied to frames.</summary>
    public long BytesIn;

    /// <summary>Bytes of frames set to zero.</summary>
    public long BytesCleared;

    /// <summary>Bytes copied to the host.</summary>
    public long BytesOut;

    /// <summary>Host faults that found the device's pages in the way: of reading.</summary>
    public long HostReadFaults;

    /// <summary>Host faults that found the device's pages in the way: of writing.</summary>
    public long HostWriteFaults;

    /// <summary>Pages that the host was given a copy of while a launch wrote them.</summary>
    public long Twins;

    /// <summary>Bytes that were merged: written by the device while the host had a copy of the page.</summary>
    public long BytesMerged;
}
