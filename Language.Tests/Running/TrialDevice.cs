using HmmGen.Base;
using HmmGen.Language.Tests.Cases;
using HmmGen.Tests.Devices;

namespace HmmGen.Language.Tests.Running;

/// <summary>A device, kept open for many cases, and opened anew when a case hung on it.</summary>
/// <param name="name">How it is called in outcomes.</param>
/// <param name="open">Opens it.</param>
/// <param name="isHardware">Whether it has floating arithmetic of its own.</param>
internal sealed class TrialDevice(string name, Func<HmmDevice> open, bool isHardware = false) : IDisposable
{
    private HmmDevice? _device;

    /// <summary>How it is called in outcomes.</summary>
    public string Name => name;

    /// <summary>The device.</summary>
    public HmmDevice Device => _device ??= open();

    /// <summary>The host, with and without lanes for little work, and every form of simulated device.</summary>
    /// <returns>The devices.</returns>
    public static IReadOnlyList<TrialDevice> Simulated() =>
    [
        new("host", () => HmmDevice.Host),
        new("lanes", () => HmmDevice.Host.WithOptions(new HmmDeviceOptions { Testing = new() { Lanes = LaneUse.Always } })),
        new("direct", () => HmmDevice.Simulated()),
        new("every access", () => HmmDevice.Simulated(new SimulatedOptions { FaultAtEveryAccess = true })),
        new("evictions", () => HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 12 * 4096, RandomEvictions = 7 })),
        new("resumable", () => HmmDevice.Simulated(new SimulatedOptions { Variant = HmmKernelVariants.Resumable })),
    ];

    /// <summary>Simulated devices, each without one mechanism of the engine and with little memory.</summary>
    /// <returns>The devices.</returns>
    public static IReadOnlyList<TrialDevice> Without() =>
    [
        .. Mechanisms.Names.Select(name => new TrialDevice(
            $"without {name}", () => HmmDevice.Simulated(new SimulatedOptions { Testing = Mechanisms.Without(name), MemoryBudget = 12 * 4096 }))),
    ];

    /// <summary>The OpenCL devices of this machine, which may have none: each as it is, and with every page found by a fault.</summary>
    /// <returns>The devices.</returns>
    public static IReadOnlyList<TrialDevice> OpenCL()
        =>
        [
            .. HmmDevice.All.Where(device => device.Kind == HmmDeviceKind.OpenCL).SelectMany(device => new TrialDevice[]
            {
                new(device.Name, () => device.WithOptions(new HmmDeviceOptions()), isHardware: true),
                new(
                    $"{device.Name}, resumable",
                    () => device.WithOptions(new SimulatedOptions { Variant = HmmKernelVariants.Resumable, Prefetch = false }),
                    isHardware: true),
            }),
        ];

    /// <summary>When two floating numbers are the same in a case on this device.</summary>
    /// <param name="case">The case.</param>
    /// <param name="rule">The rule where the device computes as the host does.</param>
    /// <returns>The rule.</returns>
    public FloatRule RuleFor(LanguageCase @case, FloatRule rule) => !isHardware ? rule : @case.IsNear ? FloatRule.Near : FloatRule.AnyNaN;

    /// <summary>Leaves the device to the launch that hangs on it.</summary>
    public void Abandon() => _device = null;

    /// <inheritdoc/>
    public void Dispose() => _device?.Dispose();
}
