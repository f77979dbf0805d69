namespace HmmGen;

/// <summary>The residency of a page on a device.</summary>
public enum HmmResidency
{
    /// <summary>The page is not on the device.</summary>
    Absent,

    /// <summary>The page is on the device to be read. The host has the same contents, or the device that owns the page has them.</summary>
    Shared,

    /// <summary>The device has the newest contents of the page, and the host's contents are old. Other devices may share the page.</summary>
    Owned,
}
