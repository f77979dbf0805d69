using HmmGen.Base;
using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>The ways of running a launch that must all give the same results.</summary>
public static class DeviceForms
{
    /// <summary>
    /// Options by name. <c>host</c> stands for the host itself, <c>host, lanes</c> for the host with lanes however little work there is, and
    /// <c>host, one by one</c> for the host without lanes.
    /// </summary>
    public static TheoryData<string> All { get; } =
        ["host", "host, lanes", "all resident", "nothing resident", "resumable", "every access", "random evictions", "random evictions, direct", "handful of pages", "one page", "large pages", "small chunks", "one thread"];

    /// <summary>The forms that have memory of their own.</summary>
    public static TheoryData<string> Mirrored { get; } = [.. All.Select(row => row.Data).Where(name => !name.StartsWith("host", StringComparison.Ordinal))];

    /// <summary>Opens the device of a form.</summary>
    /// <param name="form">The form's name.</param>
    /// <returns>The device; the host may be disposed of too, which does nothing.</returns>
    public static HmmDevice Open(string form) => form switch
    {
        "host" => HmmDevice.Host,
        "host, lanes" => HmmDevice.Host.WithOptions(new HmmDeviceOptions { Testing = new() { Lanes = LaneUse.Always } }),
        "host, one by one" => HmmDevice.Host.WithOptions(new HmmDeviceOptions { Testing = new() { Lanes = LaneUse.Never } }),
        "all resident" => HmmDevice.Simulated(),
        "nothing resident" => HmmDevice.Simulated(new SimulatedOptions { Prefetch = false }),
        "resumable" => HmmDevice.Simulated(new SimulatedOptions { Variant = HmmKernelVariants.Resumable }),
        "every access" => HmmDevice.Simulated(new SimulatedOptions { FaultAtEveryAccess = true }),
        "random evictions" => HmmDevice.Simulated(new SimulatedOptions { RandomEvictions = 7, Variant = HmmKernelVariants.Resumable }),
        "random evictions, direct" => HmmDevice.Simulated(new SimulatedOptions { RandomEvictions = 8, MaximumChunk = 100 }),
        "handful of pages" => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 5 * 4096 }),
        "one page" => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 4096 }),
        "large pages" => HmmDevice.Simulated(new SimulatedOptions { PageSize = 16384, MemoryBudget = 3 * 16384 }),
        "small chunks" => HmmDevice.Simulated(new SimulatedOptions { MaximumChunk = 17 }),
        "one thread" => HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1, BlockSize = 1, MemoryBudget = 9 * 4096 }),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };
}
