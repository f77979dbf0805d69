using HmmGen.Devices.Ilgpu;

namespace HmmGen.Devices;

/// <summary>The devices of this machine, and what stood in the way of others.</summary>
/// <param name="Devices">The devices found, the best of a kind first.</param>
/// <param name="Report">What discoverers had to say.</param>
internal sealed record DeviceDiscovery(IReadOnlyList<FoundDevice> Devices, IReadOnlyList<string> Report)
{
    /// <summary>Everyone who can find devices; a new kind of device adds itself here.</summary>
    private static readonly IDeviceDiscoverer[] Discoverers = [new CudaDiscovery(), new OpenCLDiscovery()];

    /// <summary>Looks for all kinds of devices on this machine.</summary>
    /// <returns>What was found.</returns>
    public static DeviceDiscovery OfMachine() => Of(Discoverers, KernelCompilation.Refusal);

    /// <summary>Asks discoverers, keeping the reasons of those that fail.</summary>
    /// <param name="discoverers">Who to ask.</param>
    /// <param name="refusal">Why none of their devices could run a kernel, so that nobody is asked; null when they can.</param>
    /// <returns>What was found.</returns>
    public static DeviceDiscovery Of(IEnumerable<IDeviceDiscoverer> discoverers, string? refusal = null)
    {
        List<FoundDevice> devices = [];
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

        return new DeviceDiscovery(devices, report);
    }
}
