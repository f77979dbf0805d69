namespace HmmGen.Coherence.Core;

/// <summary>What the end of a wave or launch must do with a page that the host touched meanwhile.</summary>
[Flags]
internal enum PendingMark : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The host reads a copy of a page that the device is writing. The page must be unmapped from the host's view.</summary>
    Snapshot = 1,

    /// <summary>Both the host and the device write the page. The page must be merged against the twin.</summary>
    Twin = 2,

    /// <summary>The host has written a page that the device only reads. The device's copy must be invalidated.</summary>
    Stale = 4,

    /// <summary>The page is settled only when the launch ends.</summary>
    Late = 8,

    /// <summary>The page came without its contents, since the launch overwrites it. Until the launch ends the host's contents count.</summary>
    /// <remarks>Implies <see cref="Late"/>.</remarks>
    Uncopied = 16,

    /// <summary>The host may have written the page without a fault; see <see cref="LentPages"/>. Settled before a launch uses the device's copy.</summary>
    Lent = 32,

    /// <summary>The page stays in the host's view, and the host may write it without a fault; see <see cref="ShuttleBlocks"/>.</summary>
    /// <remarks>Implies <see cref="Late"/>.</remarks>
    Open = 64,

    /// <summary>The page is in the host's view as it was when it came, write-protected; see <see cref="ShownPages"/>. It is on no list.</summary>
    Shown = 128,
}
