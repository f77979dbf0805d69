namespace HmmGen;

/// <summary>The residency of a page on a device.</summary>
public enum HmmResidency
{
    /// <summary>The page is not on the device.</summary>
    Absent,

    /// <summary>The page is on the device with the same contents as on the host.</summary>
    Shared,

    /// <summary>The page is on the device only. The host's contents are old.</summary>
    Owned,
}
