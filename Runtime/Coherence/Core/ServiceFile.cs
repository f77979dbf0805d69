namespace HmmGen.Coherence.Core;

/// <summary>A file of a fault service: two numbers of it, and how it is told from any other file that has got one of them since.</summary>
internal struct ServiceFile
{
    /// <summary>The number that is used. Anybody in the process may close it by mistake.</summary>
    public int Number;

    /// <summary>Another number of the same file.</summary>
    public int Spare;

    /// <summary>The device that the file is on.</summary>
    public ulong Device;

    /// <summary>The file's number there.</summary>
    public ulong Node;
}
