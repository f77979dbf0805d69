namespace HmmGen.Devices;

/// <summary>The two stretches of memory that an engine has on its device.</summary>
internal enum DeviceStorage
{
    /// <summary>The frames of pages; counted against the budget.</summary>
    Frames,

    /// <summary>Page tables, saved work items, item records, scratch.</summary>
    Control,
}
