namespace HmmGen.Devices;

/// <summary>The devices of this machine, found once for the process.</summary>
internal sealed class DeviceDiscovery
{
    /// <summary>Everyone who can find devices; a new kind of device adds itself here.</summary>
    private static readonly IDeviceDiscoverer[] Discoverers = [new CudaDiscovery(), new OpenCLDiscovery()];

    private static readonly Lazy<DeviceDiscovery> Machine = new(() => new DeviceDiscovery(Discoverers));

    /// <summary>Asks every discoverer, keeping the reasons of those that fail.</summary>
    /// <param name="discoverers">Who to ask.</param>
    internal DeviceDiscovery(IEnumerable<IDeviceDiscoverer> discoverers)
    {
        List<HmmDevice> devices = [];
        List<string> report = [];
        foreach (IDeviceDiscoverer discoverer in discoverers)
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

        Default = devices.FirstOrDefault(device => device.Kind == HmmDeviceKind.Cuda)
            ?? devices.FirstOrDefault(device => device is { Kind: HmmDeviceKind.OpenCL, IsGpu: true })
            ?? HmmDevice.Host;
        devices.Add(HmmDevice.Host);
        Devices = devices;
        Report = report;
    }

    /// <summary>What was found in this process.</summary>
    public static DeviceDiscovery Current => Machine.Value;

    /// <summary>The devices found, and last the host.</summary>
    public IReadOnlyList<HmmDevice> Devices { get; }

    /// <summary>The first CUDA device, else the first OpenCL GPU, else the host.</summary>
    public HmmDevice Default { get; }

    /// <summary>What discoverers had to say.</summary>
    public IReadOnlyList<string> Report { get; }
}
