namespace HmmGen.Coherence.Core;

/// <summary>What may become of the memory of a page of a map for writing.</summary>
internal enum FilePageUse
{
    /// <summary>It has none, or somebody needs it.</summary>
    Kept,

    /// <summary>The file, or a device, has its contents: it may be dropped.</summary>
    Clean,

    /// <summary>It has to be written to the file first.</summary>
    Dirty,
}
