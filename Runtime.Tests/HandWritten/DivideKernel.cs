using HmmGen.Generated;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary><c>target[i] = value / divisors[i]</c>: can fail where no memory is touched.</summary>
public struct DivideKernel : IHmmKernel<DivideArguments>
{
    private struct State
    {
        public int Piece;
        public int Divisor;
    }

    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Divide",
        Rank = 1,
        File = "Ops.cs",
        Line = 60,
        Parameters = [new("divisors", 4, Reads: true, Writes: false), new("target", 4, Reads: false, Writes: true)],
        Sites = [new(0, AccessKind.Read, "Ops.cs", 61), new(-1, AccessKind.Guard, "Ops.cs", 62), new(1, AccessKind.Write, "Ops.cs", 63)],
        StateSize = 8,
        ScratchSize = 0,
        HasGuards = true,
    };

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static void Launch(HmmDevice device, HmmExtent extent, int value, HmmReadOnlyBuffer<int> divisors, HmmBuffer<int> target)
        => KernelLauncher.Launch<DivideKernel, DivideArguments>(device, extent, new DivideArguments { Value = value }, divisors, target);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, DivideArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        ReadOnlySpan<int> divisors = memory.Span<int>(0);
        Span<int> target = memory.Span<int>(1);
        for (long slot = first; slot < end; slot++)
        {
            progress.At(slot);
            int i = (int)wave.Index(slot);
            target[i] = arguments.Value / divisors[i];
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, DivideArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        long i = wave.Index(slot);
        int site;
        long address;
        State state = default;
        if (TMemory.Parks && wave.Resuming != 0)
        {
            state = TMemory.Control<State>(memory, wave.States + slot * 8);
            if (state.Piece == 2)
            {
                goto Piece2;
            }
        }

        site = 0;
        address = TMemory.Read(memory, arguments.Divisors, i, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        state.Divisor = TMemory.Element<int>(memory, address);
        if (state.Divisor == 0)
        {
            ItemRecorder.Record(memory, wave, slot, 1, 0, ErrorCode.DivideByZero);
            return;
        }

    Piece2:
        site = 2;
        address = TMemory.Write(memory, arguments.Target, i, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        TMemory.Element<int>(memory, address) = arguments.Value / state.Divisor;
        return;
    Park:
        state.Piece = site;
        if (TMemory.Parks)
        {
            TMemory.Control<State>(memory, wave.States + slot * 8) = state;
        }

        ItemRecorder.Record(memory, wave, slot, site, i, address);
    }

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, DivideArguments arguments)
    {
        plan.Access(0, plan.Index(0), isMust: true);
        plan.Access(2, plan.Index(0), isMust: true);
    }
}
