using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Tests.Generated.Tracing;

namespace HmmGen.Tests.Transparent;

/// <summary>An engine that calls a test before and after a wave, which has then not begun, or has written everything and not ended. New frames hold poison.</summary>
/// <param name="options">The simulated device's options.</param>
internal sealed class GatedEngine(SimulatedOptions options) : WatchedEngine(new SimulatedEngine(options))
{
    /// <summary>Called before a wave.</summary>
    public Action? Before { get; set; }

    /// <summary>Called after a wave.</summary>
    public Action? After { get; set; }

    /// <inheritdoc/>
    public override void Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
    {
        Before?.Invoke();
        base.Run<TKernel, TArguments>(variant, wave, arguments, stop);
        After?.Invoke();
    }
}
