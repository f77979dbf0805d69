namespace HmmGen.Samples;

/// <summary>A device by the name that a command line gives it.</summary>
internal static class DeviceChoice
{
    /// <summary>The device that <see cref="HmmDevice.Default"/> names.</summary>
    public const string Auto = "auto";

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Auto, "host", "simulated", "opencl", "cuda"];

    /// <summary>What a name stands for on this machine.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>The kind of device.</returns>
    public static HmmDeviceKind Kind(string name) => name == Auto ? HmmDevice.Default.Kind : Enum.Parse<HmmDeviceKind>(name, ignoreCase: true);

    /// <summary>Opens a device. The host has no memory to manage and ignores the options.</summary>
    /// <param name="kind">The kind of device.</param>
    /// <param name="options">How it manages its memory.</param>
    /// <returns>The device; disposing of it leaves the host as it is.</returns>
    /// <exception cref="DeviceMissingException">This machine has no such device.</exception>
    public static HmmDevice Open(HmmDeviceKind kind, SimulatedOptions options)
    {
        switch (kind)
        {
            case HmmDeviceKind.Host:
                return HmmDevice.Host;
            case HmmDeviceKind.Simulated:
                return HmmDevice.Simulated(options);
            default:
                HmmDevice found = HmmDevice.All.FirstOrDefault(device => device.Kind == kind) ?? throw new DeviceMissingException(kind);
                return found.WithOptions(options);
        }
    }
}
