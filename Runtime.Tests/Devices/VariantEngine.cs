using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Tests.Generated.Tracing;

namespace HmmGen.Tests.Devices;

/// <summary>An engine that notes which variants ran.</summary>
/// <param name="options">The simulated device's options.</param>
internal sealed class VariantEngine(SimulatedOptions options) : WatchedEngine(new SimulatedEngine(options))
{
    private readonly Dictionary<KernelVariant, long> _items = [];

    /// <summary>The variant of each wave.</summary>
    public List<KernelVariant> Variants { get; } = [];

    /// <summary>The number of items of all waves.</summary>
    public long Items { get; private set; }

    /// <summary>Counts the items of the waves of a variant.</summary>
    /// <param name="variant">The variant.</param>
    /// <returns>The number.</returns>
    public long ItemsOf(KernelVariant variant) => _items.GetValueOrDefault(variant);

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
    {
        Variants.Add(variant);
        Items += wave.Count;
        _items[variant] = ItemsOf(variant) + wave.Count;
        base.Run<TKernel, TArguments>(variant, wave, arguments, stop);
    }
}
