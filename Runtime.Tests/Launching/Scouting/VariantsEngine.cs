using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Tests.Generated.Tracing;

namespace HmmGen.Tests.Launching.Scouting;

/// <summary>A simulated engine of one thread that notes which variants of kernels run.</summary>
/// <param name="options">The device's options.</param>
internal sealed class VariantsEngine(SimulatedOptions options) : WatchedEngine(new SimulatedEngine(options with { MaxDegreeOfParallelism = 1 }))
{
    // Large enough for a test that counts garbage.
    private readonly List<KernelVariant> _variants = new(4096);

    /// <summary>Makes a device over such an engine.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="engine">The engine.</param>
    /// <returns>The device; to be disposed of.</returns>
    public static HmmDevice Open(SimulatedOptions options, out VariantsEngine engine)
    {
        VariantsEngine made = engine = new VariantsEngine(options);
        FoundDevice found = new(HmmDeviceKind.Simulated, "Variants", HmmMirrorMode.SoftwareFaults, "it is simulated", _ => made, IsGpu: false);
        return new HmmDevice(found, options);
    }

    /// <summary>Takes the variants that have run since the last call.</summary>
    /// <returns>The variants.</returns>
    public KernelVariant[] Take()
    {
        KernelVariant[] variants = [.. _variants];
        _variants.Clear();
        return variants;
    }

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
    {
        _variants.Add(variant);
        base.Run<TKernel, TArguments>(variant, wave, arguments, stop);
    }
}
