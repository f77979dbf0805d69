using System.Globalization;

namespace HmmGen;

/// <summary>Chooses the device that programs get which name none.</summary>
internal static class DefaultDevice
{
    /// <summary>
    /// The environment variable with which a user chooses: <c>cuda</c>, <c>opencl</c>, <c>host</c>, or <c>simulated</c>, of which <c>simulated:3</c> is
    /// number 3.
    /// </summary>
    public const string Variable = "HMMGEN_DEVICE";

    /// <summary>Chooses.</summary>
    /// <param name="devices">The devices found, the best of a kind first.</param>
    /// <param name="report">Why others were not found.</param>
    /// <param name="asked">What the user asks for; null or empty for the best: the first CUDA device, else the first OpenCL GPU, else the host.</param>
    /// <returns>The device.</returns>
    /// <exception cref="PlatformNotSupportedException">What the user asks for is not there.</exception>
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
