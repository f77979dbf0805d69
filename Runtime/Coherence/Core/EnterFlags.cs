namespace HmmGen.Coherence.Core;

/// <summary>How pages are brought to a device.</summary>
[Flags]
internal enum EnterFlags
{
    /// <summary>The pages enter to be read.</summary>
    None = 0,

    /// <summary>The pages enter to be written.</summary>
    Writable = 1,

    /// <summary>The pages enter with their contents. Without this flag the launch overwrites them whole.</summary>
    Contents = 2,

    /// <summary>The pages are zero. In a watched region the core finds this out itself.</summary>
    Zero = 4,

    /// <summary>
    /// The pages enter to be written, and bytes of them that the launch leaves alone may change on the host meanwhile. Only in a region that is not watched: in
    /// a watched one the core finds out itself.
    /// </summary>
    Merged = 8,
}
