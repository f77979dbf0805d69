namespace HmmGen.Coherence.Core;

/// <summary>How pages leave a device.</summary>
internal enum LeaveMode
{
    /// <summary>Copies newer contents to the host. The device keeps a read-only copy.</summary>
    Keep,

    /// <summary>As <see cref="Keep"/>, but for pages that the host has touched meanwhile, or hardware may: they stay as they are until the wave or the launch ends.</summary>
    KeepUntouched,

    /// <summary>Copies newer contents to the host and removes the pages from the device.</summary>
    Drop,

    /// <summary>Removes the pages from the device without a copy. Newer contents there are thrown away.</summary>
    Discard,

    /// <summary>The device is lost. Pages that only the device had are poisoned.</summary>
    Lose,
}
