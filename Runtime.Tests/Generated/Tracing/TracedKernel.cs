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
    public static int Rank => TKernel.Rank;

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, TArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
        => TKernel.Host(memory, wave, arguments, first, end, ref progress);

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, TArguments arguments, long slot, ItemIndices item)
        where TMemory : struct, IDeviceMemory<TMemory>
        => TKernel.Run(new TracingMemory<TMemory>(memory, ChunkTrace.Current!, slot), wave, arguments, slot, item);

    /// <inheritdoc/>
    public static void Scout<TMemory>(TMemory memory, Wave wave, TArguments arguments, long slot, ItemIndices item)
        where TMemory : struct, IScoutMemory<TMemory>
        => TKernel.Scout(memory, wave, arguments, slot, item);

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, TArguments arguments) => TKernel.Plan(plan, arguments);
}
