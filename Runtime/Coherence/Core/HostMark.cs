namespace HmmGen.Coherence.Core;

/// <summary>What the core notes about a host page.</summary>
[Flags]
internal enum HostMark : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Pinned: the page is neither taken from the host nor write-protected, since hardware may write it without a fault.</summary>
    Pinned = 1,

    /// <summary>Poisoned: the page is lost, and a touch of it fails.</summary>
    Poisoned = 2,

    /// <summary>In a region over a file: the core's view has the contents. If not set, the file or a device has them, and the page has no memory.</summary>
    Filled = 4,

    /// <summary>The page is newer than the file beneath.</summary>
    Dirty = 8,

    /// <summary>Write-protected in the user's view, mapped or not. A mark that is not set is always correct: then the page is protected again.</summary>
    Protected = 16,

    /// <summary>The page has memory until it is discarded. A mark that is not set says nothing.</summary>
    HasMemory = 32,

    /// <summary>The page is unmapped, and Linux does not map it by itself, so the next touch faults. A mark that is not set says nothing.</summary>
    Unmapped = 64,

    /// <summary>
    /// The page was mapped, so it is left out when a range is mapped. Linux may have unmapped it by itself since: a fault that finds the page unmapped ends the
    /// mark, and in TransparentUserMode <see cref="PageMap"/> compares the marks before system calls use the pages.
    /// </summary>
    Mapped = 128,

    /// <summary>
    /// A device has taken the page, and the host has not written it since; see <see cref="ShuttleBlocks"/>. A mark that is not set says nothing.
    /// </summary>
    Taken = 256,

    /// <summary>
    /// The page was populated since it had no memory. So no touch of it is under way that Linux serves by itself. A mark that is not set says nothing.
    /// </summary>
    Populated = 512,
}
