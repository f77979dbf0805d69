using System.Globalization;

namespace HmmGen;

/// <summary>Chooses the device for programs that name none.</summary>
/// <remarks>Any thread may call at any time.</remarks>
internal static class DefaultDevice
{
    /// <summary>
    /// The environment variable with which a user chooses: <c>cuda</c>, <c>opencl</c>, <c>host</c> or <c>simulated</c>. <c>simulated:3</c> is simulated device
    /// number 3.
    /// </summary>
    public const string Variable = "HMMGEN_DEVICE";

    /// <summary>Chooses a device.</summary>
    /// <param name="devices">The devices of the machine, the best of a kind first.</param>
    /// <param name="report">The reasons why other devices were not found.</param>
    /// <param name="asked">
    /// The value of <see cref="Variable"/>; null or empty for the best device: the first CUDA device, else the first OpenCL GPU, else the host.
    /// </param>
    /// <returns>The device.</returns>
    /// <exception cref="PlatformNotSupportedException">The value names no device, or a device that this machine has not.</exception>
    public static HmmDevice Choose(IReadOnlyList<HmmDevice> devices, IReadOnlyList<string> report, string? asked)
    {
        string[] words = (asked ?? "").Trim().ToLowerInvariant().Split(':');
        return words switch
        {
            [""] => devices.FirstOrDefault(device => device.Kind == HmmDeviceKind.Cuda)
                ?? devices.FirstOrDefault(device => device is { Kind: HmmDeviceKind.OpenCL, IsGpu: true })
                ?? HmmDevice.Host,
            ["host"] => HmmDevice.Host,
            ["cuda"] => First(devices, report, HmmDeviceKind.Cuda),
            ["opencl"] => First(devices, report, HmmDeviceKind.OpenCL),
            ["simulated"] => HmmDevice.Simulated(),
            ["simulated", string number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int which) =>
                HmmDevice.Simulated(new SimulatedOptions { Number = which }),
            _ => throw new PlatformNotSupportedException($"{Variable} is '{asked}': it can be cuda, opencl, host, simulated or simulated:NUMBER."),
        };
    }

    private static HmmDevice First(IReadOnlyList<HmmDevice> devices, IReadOnlyList<string> report, HmmDeviceKind kind) =>
        devices.FirstOrDefault(device => device.Kind == kind)
        ?? throw new PlatformNotSupportedException(
            $"{Variable} asks for {kind}, but no such device was found. {(report.Count == 0 ? "Discovery gave no reason." : string.Join(' ', report))}");
}
