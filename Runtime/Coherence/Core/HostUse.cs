namespace HmmGen.Coherence.Core;

/// <summary>What the host is about to do with pages.</summary>
internal enum HostUse
{
    /// <summary>It reads them.</summary>
    Read,

    /// <summary>It writes them.</summary>
    Write,

    /// <summary>It may come to write them, as it has written those before: devices keep their copies until it is known.</summary>
    PerhapsWrite,
}
