using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>The devices, and ways of running, on which errors must be the same.</summary>
public static class ErrorDevices
{
    private static readonly Dictionary<string, HmmDeviceOptions> Forms = new()
    {
        [""] = new SimulatedOptions(),
        [", resumable"] = new SimulatedOptions { Variant = HmmKernelVariants.Resumable },
        [", every access"] = new SimulatedOptions { FaultAtEveryAccess = true },
        [", two pages"] = new SimulatedOptions { MemoryBudget = 2 * 4096 },
    };

    /// <summary>All of them; where there is no device behind a driver, one row is skipped in its place.</summary>
    public static IReadOnlyList<TheoryDataRow<string>> All { get; } =
    [
        new("host"),
        .. Forms.Keys.Select(form => new TheoryDataRow<string>("simulated" + form)),
        .. Forms.Keys.Take(3).Select(form => new TheoryDataRow<string>("ILGPU" + form)),
        .. Forms.Keys.Take(HmmDevice.All.Any(device => device.Kind is HmmDeviceKind.OpenCL or HmmDeviceKind.Cuda) ? 3 : 1)
            .Select(form => new TheoryDataRow<string>("driven" + form).WithTrait("Device", "OpenCL")),
    ];

    /// <summary>Opens a device.</summary>
    /// <param name="name">A row's text.</param>
    /// <returns>The device; the host may be disposed of too, which does nothing.</returns>
    public static HmmDevice Open(string name)
    {
        string kind = name.Split(',')[0];
        HmmDeviceOptions options = kind == "host" ? new HmmDeviceOptions() : Forms[name[kind.Length..]];
        return kind switch
        {
            "host" => HmmDevice.Host,
            "simulated" => HmmDevice.Simulated((SimulatedOptions)options),
            "ILGPU" => OtherDevices.IlgpuSimulated(options),
            _ => OtherDevices.RequireDriven().WithOptions(options),
        };
    }
}
