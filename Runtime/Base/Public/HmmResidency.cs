namespace HmmGen;

/// <summary>Where a page's contents are, seen from a device.</summary>
public enum HmmResidency
{
    /// <summary>Not on the device.</summary>
    Absent,

    /// <summary>On the device, the same as on the host.</summary>
    Shared,

    /// <summary>On the device only: the host's contents are old.</summary>
    Owned,
}
