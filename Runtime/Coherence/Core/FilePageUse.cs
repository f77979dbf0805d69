namespace HmmGen.Coherence.Core;

/// <summary>What can be done with the memory of a page of a map for writing.</summary>
internal enum FilePageUse
{
    /// <summary>The page has no memory, or its memory is needed.</summary>
    Kept,

    /// <summary>The file or a device has the page's contents. The memory may be dropped.</summary>
    Clean,

    /// <summary>The page must be written to the file before its memory may be dropped.</summary>
    Dirty,
}
