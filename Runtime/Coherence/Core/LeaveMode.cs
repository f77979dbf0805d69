namespace HmmGen.Coherence.Core;

/// <summary>How pages leave a device.</summary>
internal enum LeaveMode
{
    /// <summary>Copies newer contents to the host. The device keeps a read-only copy.</summary>
    Keep,

    /// <summary>Copies newer contents to the host and removes the pages from the device.</summary>
    Drop,

    /// <summary>Removes the pages from the device without a copy. Newer contents there are thrown away.</summary>
    Discard,

    /// <summary>The device is lost. Pages that only the device had are poisoned.</summary>
    Lose,
}
