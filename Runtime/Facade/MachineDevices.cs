using HmmGen.Devices;

namespace HmmGen;

/// <summary>The devices of this machine, found once for the process.</summary>
internal sealed class MachineDevices
{
    private static readonly Lazy<MachineDevices> Machine = new(
        static () => new MachineDevices(DeviceDiscovery.OfMachine(), Environment.GetEnvironmentVariable(DefaultDevice.Variable)));

    private readonly Lazy<HmmDevice> _default;

    /// <summary>Makes devices of what was found.</summary>
    /// <param name="discovery">What was found.</param>
    /// <param name="asked">The default device that the user asks for; see <see cref="DefaultDevice"/>.</param>
    internal MachineDevices(DeviceDiscovery discovery, string? asked)
    {
        Devices = [.. discovery.Devices.Select(static found => new HmmDevice(found)), HmmDevice.Host];
        Report = discovery.Report;
        _default = new Lazy<HmmDevice>(() => DefaultDevice.Choose(Devices, Report, asked));
    }

    /// <summary>What was found in this process.</summary>
    public static MachineDevices Current => Machine.Value;

    /// <summary>The devices found, and last the host.</summary>
    public IReadOnlyList<HmmDevice> Devices { get; }

    /// <summary>The device that <see cref="DefaultDevice"/> chooses.</summary>
    /// <exception cref="PlatformNotSupportedException">The user asks for a device that is not there.</exception>
    public HmmDevice Default => _default.Value;

    /// <summary>What discoverers had to say.</summary>
    public IReadOnlyList<string> Report { get; }
}
