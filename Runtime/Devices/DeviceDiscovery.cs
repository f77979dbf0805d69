namespace HmmGen.Devices;

/// <summary>The devices of this machine, found once for the process.</summary>
internal sealed class DeviceDiscovery
{
    /// <summary>Everyone who can find devices; a new kind of device adds itself here.</summary>
    private static readonly IDeviceDiscoverer[] Discoverers = [new CudaDiscovery(), new OpenCLDiscovery()];

    private static readonly Lazy<DeviceDiscovery> Machine = new(() => new DeviceDiscovery(
        Discoverers, Environment.GetEnvironmentVariable(DefaultDevice.Variable), KernelCompilation.Refusal));

    private readonly Lazy<HmmDevice> _default;

    /// <summary>Asks every discoverer, keeping the reasons of those that fail.</summary>
    /// <param name="discoverers">Who to ask.</param>
    /// <param name="asked">The default device that the user asks for; see <see cref="DefaultDevice"/>.</param>
    /// <param name="refusal">Why none of their devices could run a kernel, so that nobody is asked; null when they can.</param>
    internal DeviceDiscovery(IEnumerable<IDeviceDiscoverer> discoverers, string? asked, string? refusal = null)
    {
        List<HmmDevice> devices = [];
        List<string> report = refusal is null ? [] : [refusal];
        foreach (IDeviceDiscoverer discoverer in refusal is null ? discoverers : [])
        {
            try
            {
                devices.AddRange(discoverer.Discover(report));
            }
            catch (Exception failure)
            {
                // A driver that cannot be loaded must not keep the process from running on another device; it is told, not hidden.
                report.Add($"{discoverer.GetType().Name}: {failure.GetType().Name}: {failure.Message}");
            }
        }

        devices.Add(HmmDevice.Host);
        Devices = devices;
        Report = report;
        _default = new Lazy<HmmDevice>(() => DefaultDevice.Choose(devices, report, asked));
    }

    /// <summary>What was found in this process.</summary>
    public static DeviceDiscovery Current => Machine.Value;

    /// <summary>The devices found, and last the host.</summary>
    public IReadOnlyList<HmmDevice> Devices { get; }

    /// <summary>The device that <see cref="DefaultDevice"/> chooses.</summary>
    /// <exception cref="PlatformNotSupportedException">The user asks for a device that is not there.</exception>
    public HmmDevice Default => _default.Value;

    /// <summary>What discoverers had to say.</summary>
    public IReadOnlyList<string> Report { get; }
}
