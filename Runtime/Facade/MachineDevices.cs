using HmmGen.Devices;

namespace HmmGen;

/// <summary>The devices of this machine, discovered once for the process.</summary>
/// <remarks>Instances do not change and may be used by any thread.</remarks>
internal sealed class MachineDevices
{
    private static readonly Lazy<MachineDevices> Machine = new(
        static () => new MachineDevices(DeviceDiscovery.OfMachine(), Environment.GetEnvironmentVariable(DefaultDevice.Variable)));

    private readonly Lazy<HmmDevice> _default;

    /// <summary>Makes devices for the hardware that was found.</summary>
    /// <param name="discovery">The result of the discovery.</param>
    /// <param name="asked">The default device that the user asks for; see <see cref="DefaultDevice"/>.</param>
    internal MachineDevices(DeviceDiscovery discovery, string? asked)
    {
        Devices = [.. discovery.Devices.Select(static found => new HmmDevice(found)), HmmDevice.Host];
        Report = discovery.Report;
        _default = new Lazy<HmmDevice>(() => DefaultDevice.Choose(Devices, Report, asked));
    }

    /// <summary>The devices of this process.</summary>
    public static MachineDevices Current => Machine.Value;

    /// <summary>The devices that were found, and the host last.</summary>
    public IReadOnlyList<HmmDevice> Devices { get; }

    /// <summary>The device that <see cref="DefaultDevice"/> chooses.</summary>
    /// <exception cref="PlatformNotSupportedException">The user names no device, or a device that this machine has not.</exception>
    public HmmDevice Default => _default.Value;

    /// <summary>The reasons why devices were not found or cannot be used.</summary>
    public IReadOnlyList<string> Report { get; }
}
