using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.Ilgpu;

/// <summary>A kernel that no device has room for: it asks for an object.</summary>
public struct RefusedKernel : IHmmKernel<RefusedArguments>
{
    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Refused",
        Rank = 1,
        File = "Ops.cs",
        Line = 1,
        Parameters = [],
        Sites = [],
        StateSize = 8,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <inheritdoc/>
    public static int Rank => 1;

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, RefusedArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, RefusedArguments arguments, long slot, ItemIndices item)
        where TMemory : struct, IDeviceMemory<TMemory>
        => TMemory.Control<int>(memory, 0) = new string('x', arguments.Number).Length;

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, RefusedArguments arguments)
    {
    }
}
