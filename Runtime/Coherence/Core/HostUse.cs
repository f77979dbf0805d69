namespace HmmGen.Coherence.Core;

/// <summary>What the host is about to do with pages.</summary>
internal enum HostUse
{
    /// <summary>The host reads the pages.</summary>
    Read,

    /// <summary>The host writes the pages.</summary>
    Write,

    /// <summary>The host may write the pages, since it has written the pages before them. Devices keep their copies until the core knows.</summary>
    PerhapsWrite,
}
