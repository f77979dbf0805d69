using System.Runtime.InteropServices;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Finds OpenCL devices.</summary>
internal sealed class OpenCLDiscovery : IDeviceDiscoverer
{
    private const int MostDevices = 64;

    private static string Loader => OperatingSystem.IsWindows() ? "OpenCL.dll" : OperatingSystem.IsMacOS() ? "OpenCL" : "libOpenCL.so";

    /// <inheritdoc/>
    public string Kind => "OpenCL";

    /// <inheritdoc/>
    public IEnumerable<FoundDevice> Discover(ICollection<string> report)
    {
        using SignalHandlers kept = SignalHandlers.Keep();
        List<FoundDevice> found = [];
        CLAPI api = CLAPI.CurrentAPI;
        if (!api.IsSupported)
        {
            report.Add(NativeLibrary.TryLoad(Loader, out _) ? "OpenCL: the loader is there, but no driver (platform). Install the device's driver."
                : !OperatingSystem.IsWindows() && NativeLibrary.TryLoad(Loader + ".1", out _)
                    ? $"OpenCL: {Loader}.1 is there but {Loader} is not, which ILGPU looks for; Debian has it in ocl-icd-opencl-dev."
                    : $"OpenCL: no loader ({Loader} is not there).");
            return found;
        }

        CLException.ThrowIfFailed(api.GetNumPlatforms(out int count));
        IntPtr[] platforms = new IntPtr[count];
        CLException.ThrowIfFailed(api.GetPlatforms(platforms, ref count));
        foreach (IntPtr platform in platforms)
        {
            IntPtr[] devices = new IntPtr[MostDevices];
            CLError error = api.GetDevices(platform, CLDeviceType.CL_DEVICE_TYPE_ALL, devices, out int number);
            if (error != CLError.CL_SUCCESS)
            {
                string name = api.GetPlatformInfo(platform, CLPlatformInfoType.CL_PLATFORM_NAME);
                report.Add(error == CLError.CL_DEVICE_NOT_FOUND
                    ? $"OpenCL: {name} shows no device."
                    : DiscoveryFailure.OfDevice(Kind, name, Explain(new CLException(error))));
                continue;
            }

            found.AddRange(devices.Take(number).Select(device => Open(platform, device, report)).OfType<FoundDevice>());
        }

        return found;
    }

    /// <inheritdoc/>
    public string Explain(Exception failure) => DriverWords.Of(failure);

    private FoundDevice? Open(IntPtr platform, IntPtr id, ICollection<string> report)
    {
        string name = id.ToString();
        try
        {
            name = CLAPI.CurrentAPI.GetDeviceInfo(id, CLDeviceInfoType.CL_DEVICE_NAME);
            CLDevice device = new(platform, id);
            name = device.Name;
            if (Refusal(device) is { } reason)
            {
                report.Add($"OpenCL: {name} of {device.PlatformName} cannot be used: {reason}.");
                return null;
            }

            if (!OpenCLDevices.CanRoundCorrectly(device))
            {
                report.Add($"OpenCL: {name} of {device.PlatformName} does not round float division and square roots correctly; "
                    + "results may differ from the host's.");
            }

            Lazy<IlgpuHardware> hardware = new(() => new IlgpuHardware(device));
            long svm = OpenCLPlace.CapabilitiesOf(device);
            return new FoundDevice(
                HmmDeviceKind.OpenCL, name, HmmMirrorMode.SoftwareFaults, OpenCLPlace.ReasonOf(svm),
                options => IlgpuEngine.Open(name, hardware, options.Testing.SharedFrames), device.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_GPU),
                OpenCLPlace.Of(svm, isProcessor: device.DeviceType == CLDeviceType.CL_DEVICE_TYPE_CPU));
        }
        catch (Exception failure)
        {
            // A device that fails to answer must not hide the others. The report has its reason.
            report.Add(DiscoveryFailure.OfDevice(Kind, name, Explain(failure)));
            return null;
        }
    }

    private static string? Refusal(CLDevice device)
        => device.CLStdVersion < CLBackend.MinimumVersion ? $"it has {device.CLStdVersion}, ILGPU needs {CLBackend.MinimumVersion}"
            : !device.Capabilities.GenericAddressSpace ? "the generic address space is not supported (PoCL before version 4, for example)"
            : null;
}
