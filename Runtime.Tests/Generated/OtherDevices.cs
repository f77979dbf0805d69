using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Devices that are neither the host nor simulated by HmmGen.</summary>
internal static class OtherDevices
{
    /// <summary>Finds the devices of a kind on this machine; without one the test is skipped, or fails where one must be there.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The devices, at least one.</returns>
    public static IReadOnlyList<HmmDevice> Require(HmmDeviceKind kind)
    {
        HmmDevice[] found = [.. HmmDevice.All.Where(device => device.Kind == kind)];
        if (found.Length == 0)
        {
            string reason = $"This machine has no {kind} device. {string.Join(' ', HmmDevice.DiscoveryReport)}";
            Assert.False(kind == HmmDeviceKind.OpenCL && Environment.GetEnvironmentVariable("HMMGEN_IN_POCL") == "1", reason);
            Assert.Skip(reason);
        }

        return found;
    }

    /// <summary>The device behind a driver that tests run on which need only one: the first CUDA device, or else the first OpenCL device.</summary>
    /// <returns>The device. Without one the test is skipped, or fails where one must be there.</returns>
    public static HmmDevice RequireDriven()
        => HmmDevice.All.FirstOrDefault(static device => device.Kind == HmmDeviceKind.Cuda) ?? Require(HmmDeviceKind.OpenCL)[0];

    /// <summary>ILGPU's own simulation of a device: ILGPU's launchers, buffers and views around compiled .NET code.</summary>
    /// <param name="options">How it manages its memory.</param>
    /// <returns>The device; to be disposed of.</returns>
    public static HmmDevice IlgpuSimulated(HmmDeviceOptions options) => new(
        new FoundDevice(HmmDeviceKind.Simulated, "ILGPU", HmmMirrorMode.SoftwareFaults, "ILGPU simulates it", _ => IlgpuSimulation.Open(), IsGpu: false), options);
}
