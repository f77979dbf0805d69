using System.Globalization;
using HmmGen.Base;

namespace HmmGen;

/// <summary>Chooses the device for programs that name none.</summary>
/// <remarks>Any thread may call at any time.</remarks>
internal static class DefaultDevice
{
    /// <summary>
    /// The environment variable with which a user chooses: <c>cuda</c>, <c>opencl</c>, <c>host</c> or <c>simulated</c>. <c>simulated:3:64MiB</c> is
    /// simulated device number 3 with 64 MiB; number, budget or both may be left out. A budget has a unit (<see cref="ByteSizeText"/>).
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
            ["simulated", .. string[] rest] when Simulated(rest) is { } options => HmmDevice.Simulated(options),
            _ => throw new PlatformNotSupportedException(
                $"{Variable} is '{asked}': it can be cuda, opencl, host, simulated, simulated:NUMBER, simulated:BUDGET or simulated:NUMBER:BUDGET. "
                + "A budget has a unit, such as 64MiB."),
        };
    }

    /// <summary>Reads what follows <c>simulated</c>; null when it has no meaning.</summary>
    private static SimulatedOptions? Simulated(string[] rest) => rest switch
    {
        [] => new SimulatedOptions(),
        [string one] when Number(one) is { } number => new SimulatedOptions { Number = number },
        [string one] when Budget(one) is { } budget => new SimulatedOptions { MemoryBudget = budget },
        [string one, string two] when Number(one) is { } number && Budget(two) is { } budget => new SimulatedOptions { Number = number, MemoryBudget = budget },
        _ => null,
    };

    private static int? Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    // Without a unit it would look like a number.
    private static long? Budget(string word) => word.EndsWith('b') && ByteSizeText.TryParse(word, out long bytes) && bytes > 0 ? bytes : null;

    private static HmmDevice First(IReadOnlyList<HmmDevice> devices, IReadOnlyList<string> report, HmmDeviceKind kind) =>
        devices.FirstOrDefault(device => device.Kind == kind)
        ?? throw new PlatformNotSupportedException(
            $"{Variable} asks for {kind}, but no such device was found. {(report.Count == 0 ? "Discovery gave no reason." : string.Join(' ', report))}");
}
