namespace HmmGen.Devices;

/// <summary>The two stretches of memory that an engine has on its device.</summary>
internal enum DeviceStorage
{
    /// <summary>Where pages are; counted against the budget.</summary>
    Frames,

    /// <summary>Page tables, saved work items, fault records, scratch.</summary>
    Control,
}
