using System.Runtime.InteropServices;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Finds NVIDIA GPUs.</summary>
internal sealed class CudaDiscovery : IDeviceDiscoverer
{
    // Attributes of the CUDA driver that ILGPU does not name.
    private const DeviceAttributeKind PageableMemoryAccess = (DeviceAttributeKind)88;
    private const DeviceAttributeKind ConcurrentManagedAccess = (DeviceAttributeKind)89;
    private const DeviceAttributeKind UsesHostPageTables = (DeviceAttributeKind)100;

    private static string Driver => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <inheritdoc/>
    public string Kind => "CUDA";

    /// <inheritdoc/>
    public IEnumerable<FoundDevice> Discover(ICollection<string> report)
    {
        List<FoundDevice> found = [];
        if (!NativeLibrary.TryLoad(Driver, out nint driver))
        {
            report.Add($"CUDA: no NVIDIA driver ({Driver} is not there).");
            return found;
        }

        IReadOnlyList<Device> devices = CudaDevice.GetDevices(_ => true);
        if (devices.Count == 0)
        {
            CudaStart.Check(driver);
            report.Add($"CUDA: {Driver} is there, but the driver shows no GPU. CUDA_VISIBLE_DEVICES or the container may hide it.");
        }

        foreach (CudaDevice device in devices.Cast<CudaDevice>())
        {
            if (device.InstructionSet is null)
            {
                report.Add($"CUDA: {device.Name}: driver {device.DriverVersion} is too old for ILGPU on {device.Architecture}. Update the driver.");
                continue;
            }

            Lazy<IlgpuHardware> hardware = new(() => new IlgpuHardware(device));
            CudaPlace place = new(
                Attribute(device, PageableMemoryAccess), Attribute(device, ConcurrentManagedAccess), Attribute(device, UsesHostPageTables));
            found.Add(new FoundDevice(
                HmmDeviceKind.Cuda, device.Name, HmmMirrorMode.SoftwareFaults, place.Reason,
                _ => IlgpuEngine.Open(device.Name, hardware, sharesFrames: false), IsGpu: true, place.Access));
        }

        return found;
    }

    /// <inheritdoc/>
    public string Explain(Exception failure) => DriverWords.Of(failure);

    private static int Attribute(CudaDevice device, DeviceAttributeKind attribute)
    {
        try
        {
            return CudaAPI.CurrentAPI.GetDeviceAttribute(attribute, device.DeviceId);
        }
        catch (CudaException)
        {
            // A driver that does not know the attribute does not have the feature either.
            return 0;
        }
    }
}
