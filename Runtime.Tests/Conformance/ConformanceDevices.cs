using HmmGen.Tests.InPlace;

namespace HmmGen.Tests.Conformance;

/// <summary>Makes the devices that rows run on, each with memory of its own.</summary>
internal static class ConformanceDevices
{
    private static readonly Lazy<HmmDevice?> OpenCL = new(() => Find(HmmDeviceKind.OpenCL));
    private static readonly Lazy<HmmDevice?> Cuda = new(() => Find(HmmDeviceKind.Cuda));

    /// <summary>The kinds with pages that this machine has.</summary>
    public static IEnumerable<ConformanceDeviceKind> Present => Enum.GetValues<ConformanceDeviceKind>().Where(kind => kind switch
    {
        ConformanceDeviceKind.OpenCL => OpenCL.Value is not null,
        ConformanceDeviceKind.Cuda => Cuda.Value is not null,
        ConformanceDeviceKind.InPlace => false,
        _ => true,
    });

    /// <summary>Makes a device.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="options">Its options; simulated devices take more than others.</param>
    /// <returns>The device; to be disposed of.</returns>
    public static HmmDevice Make(ConformanceDeviceKind kind, SimulatedOptions options) => kind switch
    {
        ConformanceDeviceKind.Simulated0 => HmmDevice.Simulated(options with { Number = 0 }),
        ConformanceDeviceKind.Simulated1 => HmmDevice.Simulated(options with { Number = 1 }),
        ConformanceDeviceKind.InPlace => InPlaceDevice.Require(Mirrored(options)),
        _ => (kind == ConformanceDeviceKind.OpenCL ? OpenCL.Value! : Cuda.Value!).WithOptions(Mirrored(options)),
    };

    private static HmmDeviceOptions Mirrored(SimulatedOptions options)
        => new() { MemoryBudget = options.MemoryBudget, PageSize = options.PageSize, Testing = options.Testing };

    private static HmmDevice? Find(HmmDeviceKind kind) => HmmDevice.All.FirstOrDefault(device => device.Kind == kind);
}
