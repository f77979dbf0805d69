namespace HmmGen.Coherence.Core;

/// <summary>What the core notes of a host page.</summary>
[Flags]
internal enum HostMark : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Pinned: neither taken from the host nor write-protected, since hardware may write it unseen.</summary>
    Pinned = 1,

    /// <summary>Lost with a device; touching it is an error.</summary>
    Poisoned = 2,

    /// <summary>Of a region over a file: the core's view has the contents. Not set: they are the file's, or a device's, and the page has no memory.</summary>
    Filled = 4,

    /// <summary>Newer than the file beneath.</summary>
    Dirty = 8,

    /// <summary>Write-protected in the user's view, mapped or not. Not set is always allowed: then it is protected again.</summary>
    Protected = 16,

    /// <summary>Has memory, until it is discarded. Not set says nothing.</summary>
    Existing = 32,

    /// <summary>Is not in the user's view and not left to the kernel, so that the next touch faults. Not set says nothing.</summary>
    Taken = 64,

    /// <summary>Mapped, or left to the kernel, so that a system call in user mode can read it. Not set says nothing.</summary>
    Offered = 128,
}
