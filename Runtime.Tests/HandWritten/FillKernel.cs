using HmmGen.Generated;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary><c>target[i] = value</c>: overwrites without reading.</summary>
public struct FillKernel : IHmmKernel<FillArguments>
{
    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Fill",
        Rank = 1,
        File = "Ops.cs",
        Line = 70,
        Parameters = [new("target", 4, Reads: false, Writes: true)],
        Sites = [new(0, AccessKind.Write, "Ops.cs", 71)],
        StateSize = 0,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static void Launch(HmmDevice device, HmmExtent extent, int value, HmmBuffer<int> target)
        => KernelLauncher.Launch<FillKernel, FillArguments>(device, extent, new FillArguments { Value = value }, target);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, FillArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        Span<int> target = memory.Span<int>(0);
        for (long slot = first; slot < end; slot++)
        {
            progress.At(slot);
            target[(int)wave.Index(slot)] = arguments.Value;
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, FillArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        long i = wave.Index(slot);
        long address = TMemory.Write(memory, arguments.Target, i, 4);
        if (TMemory.Missed(address))
        {
            ItemRecorder.Record(memory, wave, slot, 0, i, address);
            return;
        }

        TMemory.Element<int>(memory, address) = arguments.Value;
    }

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, FillArguments arguments) => plan.Access(0, plan.Index(0), isMust: true);
}
