namespace HmmGen.Faults;

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

    /// <summary>Read from the file beneath.</summary>
    Filled = 4,

    /// <summary>Newer than the file beneath.</summary>
    Dirty = 8,

    /// <summary>Write-protected in the user's view, mapped or not. Not set is always allowed: then it is protected again.</summary>
    Protected = 16,

    /// <summary>Has memory, until it is discarded. Not set says nothing.</summary>
    Existing = 32,

    /// <summary>Has memory and is not in the user's view, so that the next touch faults. Not set says nothing.</summary>
    Taken = 64,

    /// <summary>Mapped, or left to the kernel, so that a system call in user mode can read it. Not set says nothing.</summary>
    Offered = 128,
}
