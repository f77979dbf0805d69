using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>A kernel that runs over traced memory, and is otherwise another one.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal readonly struct TracedKernel<TKernel, TArguments> : IHmmKernel<TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    /// <inheritdoc/>
    public static KernelDescriptor Descriptor => TKernel.Descriptor;

    /// <inheritdoc/>
    public static void Bind(ref TArguments arguments, int parameter, DeviceSpan span) => TKernel.Bind(ref arguments, parameter, span);

    /// <inheritdoc/>
    public static void Host(HostSpans memory, LaunchFrame frame, TArguments arguments, long first, long end, ref long current)
        => TKernel.Host(memory, frame, arguments, first, end, ref current);

    /// <inheritdoc/>
    public static void Direct<TMemory>(TMemory memory, LaunchFrame frame, TArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory
        => TKernel.Direct(new TracingMemory<TMemory>(memory, ChunkTrace.Current!, slot), frame, arguments, slot);

    /// <inheritdoc/>
    public static void Resumable<TMemory>(TMemory memory, LaunchFrame frame, TArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory
        => TKernel.Resumable(new TracingMemory<TMemory>(memory, ChunkTrace.Current!, slot), frame, arguments, slot);

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, TArguments arguments) => TKernel.Plan(plan, arguments);
}
