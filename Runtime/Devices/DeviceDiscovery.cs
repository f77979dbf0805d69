using HmmGen.Devices.Ilgpu;

namespace HmmGen.Devices;

/// <summary>The devices of this machine, and the reasons why others are missing.</summary>
/// <param name="Devices">The devices found, of each kind the best first.</param>
/// <param name="Report">The messages of the discoverers.</param>
internal sealed record DeviceDiscovery(IReadOnlyList<FoundDevice> Devices, IReadOnlyList<string> Report)
{
    /// <summary>Looks for all kinds of devices on this machine.</summary>
    /// <returns>What was found.</returns>
    /// <remarks>A trimmer takes away what is only named where kernels can be compiled: a new kind of device adds its discoverer here.</remarks>
    public static DeviceDiscovery OfMachine()
        => KernelCompilation.IsKept ? Of([new CudaDiscovery(), new OpenCLDiscovery()], KernelCompilation.Refusal) : Of([], KernelCompilation.Refusal);

    /// <summary>Runs discoverers and reports those that fail.</summary>
    /// <param name="discoverers">The discoverers to run.</param>
    /// <param name="refusal">Why none of their devices could run a kernel; then none is run. Null when they can.</param>
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
                // A driver that cannot be loaded must not keep the process from running on another device. The report says so.
                report.Add(DiscoveryFailure.OfKind(discoverer.Kind, discoverer.Explain(failure)));
            }
        }

        return new DeviceDiscovery(devices, report);
    }
}
