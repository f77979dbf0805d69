using ILGPU.Runtime.CPU;

namespace HmmGen.Devices.Ilgpu;

/// <summary>ILGPU's own simulation of a device: kernels run as compiled .NET code behind ILGPU's launchers and views.</summary>
/// <remarks>It is slow. It tests what ILGPU demands of kernels and arguments on machines without a device.</remarks>
internal static class IlgpuSimulation
{
    // Two processors of one thread: with more, or with groups, ILGPU spends its time switching threads.
    private static readonly Lazy<IlgpuHardware> Hardware = new(() => new IlgpuHardware(new CPUDevice(2, 1, 2)));

    /// <summary>The simulated device.</summary>
    internal static IlgpuHardware Shared => Hardware.Value;

    /// <summary>Opens an engine.</summary>
    /// <returns>The engine.</returns>
    public static DeviceEngine Open() => new IlgpuEngine(Hardware.Value, sharesFrames: false);
}
