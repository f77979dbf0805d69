using HmmGen.Devices.Ilgpu;
using ILGPU.Runtime.OpenCL;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The OpenCL device of this machine, for tests that need one.</summary>
internal static class OpenCLDevice
{
    private static readonly Lazy<IlgpuHardware?> Found = new(Find);

    /// <summary>Gives the device, or skips the test and says why there is none. Where one must be there, that is a failure.</summary>
    /// <returns>The device.</returns>
    public static IlgpuHardware Require()
    {
        if (Found.Value is { } hardware)
        {
            return hardware;
        }

        List<string> report = [];
        _ = new OpenCLDiscovery().Discover(report).Count();
        string reason = string.Join(" ", report);
        Assert.False(Environment.GetEnvironmentVariable("HMMGEN_IN_POCL") == "1", "An OpenCL device must be there: " + reason);
        Assert.Skip(reason);
        return null!;
    }

    private static IlgpuHardware? Find()
    {
        using SignalHandlers kept = SignalHandlers.Keep();
        return CLDevice.GetDevices(device => device.Capabilities.GenericAddressSpace) is [CLDevice first, ..] ? new IlgpuHardware(first) : null;
    }
}
