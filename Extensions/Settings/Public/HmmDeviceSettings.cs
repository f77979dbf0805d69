namespace HmmGen.Extensions;

/// <summary>Which device a container gives, and how the device manages its memory.</summary>
/// <remarks>Set the values before the container gives the device. One thread may change them at a time.</remarks>
public class HmmDeviceSettings
{
    /// <summary>The kind of the device; null for the device that <see cref="HmmDevice.Default"/> names.</summary>
    public HmmDeviceKind? Kind { get; set; }

    /// <summary>Which device of its kind, from 0; for simulated devices the number in the name. Only with <see cref="Kind"/>.</summary>
    public int Number { get; set; }

    /// <summary>Whether the next best device is taken where the device that <see cref="Kind"/> asks for is missing. The log then has a warning.</summary>
    public bool MayFallBack { get; set; }

    /// <summary>The largest size in bytes of all pages on the device, at least one page; null for as much as the device has. The host has no use for it.</summary>
    public long? MemoryBudget { get; set; }

    /// <summary>The size of a page in bytes: a power of two, at least 4096; null for the default, 4096. The host has no use for it.</summary>
    public int? PageSize { get; set; }

    /// <summary>The most threads of this process that run kernels of the device at the same time, at least 1; null for one thread per processor.</summary>
    public int? MaxDegreeOfParallelism { get; set; }
}
