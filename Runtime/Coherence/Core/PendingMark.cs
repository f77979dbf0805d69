namespace HmmGen.Coherence.Core;

/// <summary>What the end of a wave, or of the launch, has to do with a page that the host touched meanwhile.</summary>
[Flags]
internal enum PendingMark : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The host reads a copy of what the device is writing: its view of it must go.</summary>
    Snapshot = 1,

    /// <summary>Host and device both write the page: they are merged against the twin.</summary>
    Twin = 2,

    /// <summary>The host has written a page that the device only reads: the device's copy must go.</summary>
    Stale = 4,

    /// <summary>Not before the launch ends.</summary>
    Late = 8,

    /// <summary>Brought without its contents, since the launch overwrites it: until the launch ends the host's are better. Implies <see cref="Late"/>.</summary>
    Uncopied = 16,

    /// <summary>The host may have written the page unnoticed; see <see cref="LentPages"/>. Settled before a launch uses the device's copy.</summary>
    Lent = 32,
}
