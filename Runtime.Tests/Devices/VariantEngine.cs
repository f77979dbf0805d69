using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Tests.Generated.Tracing;

namespace HmmGen.Tests.Devices;

/// <summary>An engine that notes which variants ran.</summary>
/// <param name="options">The simulated device's options.</param>
internal sealed class VariantEngine(SimulatedOptions options) : WatchedEngine(new SimulatedEngine(options))
{
    /// <summary>The variant of each wave.</summary>
    public List<KernelVariant> Variants { get; } = [];

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
    {
        Variants.Add(variant);
        base.Run<TKernel, TArguments>(variant, wave, arguments, stop);
    }
}
