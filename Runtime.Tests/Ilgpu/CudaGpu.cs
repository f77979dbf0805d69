using HmmGen.Devices.Ilgpu;
using ILGPU.Runtime.Cuda;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The NVIDIA GPU of this machine, for tests that need one.</summary>
internal static class CudaGpu
{
    private static readonly Lazy<IlgpuHardware?> Found = new(Find);

    /// <summary>Gives the device, or skips the test and says why there is none.</summary>
    /// <returns>The device.</returns>
    public static IlgpuHardware Require()
    {
        if (Found.Value is { } hardware)
        {
            return hardware;
        }

        List<string> report = [];
        _ = new CudaDiscovery().Discover(report).Count();
        Assert.Skip(string.Join(" ", report));
        return null!;
    }

    private static IlgpuHardware? Find()
        => new CudaDiscovery().Discover([]).Any() && CudaDevice.GetDevices(_ => true) is [CudaDevice first, ..] ? new IlgpuHardware(first) : null;
}
