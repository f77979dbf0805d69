using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using ILGPU.Runtime.OpenCL;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Devices are found, or it is said why not.</summary>
public sealed class DiscoveryTests
{
    /// <summary>A discoverer gives devices or reasons, and throws nothing.</summary>
    [Fact]
    public void Devices_or_reasons()
    {
        foreach (IDeviceDiscoverer discoverer in new IDeviceDiscoverer[] { new CudaDiscovery(), new OpenCLDiscovery() })
        {
            List<string> report = [];
            FoundDevice[] devices = [.. discoverer.Discover(report)];
            Assert.True(devices.Length + report.Count > 0, discoverer.GetType().Name);
            Assert.All(report, line => Assert.Matches("^(CUDA|OpenCL): .+\\.$", line));
            Assert.All(devices, device =>
            {
                Assert.Equal(HmmMirrorMode.SoftwareFaults, device.Mode);
                Assert.NotEmpty(device.Reason);
                Assert.NotEmpty(device.Name);
            });
        }
    }

    /// <summary>An OpenCL device that is found can be used.</summary>
    [Fact]
    [Trait("Device", "OpenCL")]
    public void A_found_OpenCL_device_has_memory()
    {
        _ = OpenCLDevice.Require();
        HmmDevice device = new(new OpenCLDiscovery().Discover([]).First());
        using HmmDevice own = device.WithOptions(new HmmDeviceOptions { MemoryBudget = 1 << 20 });
        Assert.Equal(HmmDeviceKind.OpenCL, own.Kind);
        Assert.Equal(1 << 20, own.MemoryBudget);
    }

    /// <summary>What a driver said is in the words, also where ILGPU's message has nothing of it.</summary>
    [Fact]
    public void What_the_driver_said_is_in_the_words()
    {
        Assert.Equal("OpenCL error CL_OUT_OF_RESOURCES", DriverWords.Of(new CLException(CLError.CL_OUT_OF_RESOURCES)));
        Assert.Equal("OpenCL error -1001", DriverWords.Of(new InvalidOperationException("outer", new CLException((CLError)(-1001)))));
        Assert.Equal("libX.so is not there", DriverWords.Of(new TypeInitializationException("A.Type", new DllNotFoundException(" libX.so is not there. "))));
        Assert.Equal("OutOfMemoryException", DriverWords.Of(new OutOfMemoryException(" ")));
    }
}
