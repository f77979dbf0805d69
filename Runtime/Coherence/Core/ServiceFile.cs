namespace HmmGen.Coherence.Core;

/// <summary>A file of a fault service: two descriptors, and the identity that tells the file from another file under the same descriptor.</summary>
internal struct ServiceFile
{
    /// <summary>The descriptor in use. Other code in the process may close it by mistake.</summary>
    public int Number;

    /// <summary>A second descriptor of the same file.</summary>
    public int Spare;

    /// <summary>The number of the device that the file is on.</summary>
    public ulong Device;

    /// <summary>The inode number of the file on that device.</summary>
    public ulong Node;
}
