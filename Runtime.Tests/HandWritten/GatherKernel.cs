using HmmGen.Generated;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary><c>y[i] = x[indices[i]]</c>: which elements of x are read depends on data.</summary>
public struct GatherKernel : IHmmKernel<GatherArguments>
{
    private struct State
    {
        public int Piece;
        public int Index;
        public long Value;
    }

    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Gather",
        Rank = 1,
        File = "Ops.cs",
        Line = 20,
        Parameters = [new("indices", 4, Reads: true, Writes: false), new("x", 8, Reads: true, Writes: false), new("y", 8, Reads: false, Writes: true)],
        Sites = [new(0, AccessKind.Read, "Ops.cs", 21), new(1, AccessKind.Read, "Ops.cs", 22), new(2, AccessKind.Write, "Ops.cs", 23)],
        StateSize = 16,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static void Launch(HmmDevice device, HmmExtent extent, HmmReadOnlyBuffer<int> indices, HmmReadOnlyBuffer<long> x, HmmBuffer<long> y)
        => KernelLauncher.Launch<GatherKernel, GatherArguments>(device, extent, default, indices, x, y);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, GatherArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        ReadOnlySpan<int> indices = memory.Span<int>(0);
        ReadOnlySpan<long> x = memory.Span<long>(1);
        Span<long> y = memory.Span<long>(2);
        for (long slot = first; slot < end; slot++)
        {
            progress.At(slot);
            int i = (int)wave.Index(slot);
            y[i] = x[indices[i]];
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, GatherArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        long i = wave.Index(slot);
        long element;
        int site;
        long address;
        State state = default;
        if (TMemory.Parks && wave.Resuming != 0)
        {
            state = TMemory.Control<State>(memory, wave.States + slot * 16);
            switch (state.Piece)
            {
                case 1:
                    goto Piece1;
                case 2:
                    goto Piece2;
            }
        }

        element = i;
        site = 0;
        address = TMemory.Read(memory, arguments.Indices, element, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        state.Index = TMemory.Element<int>(memory, address);
    Piece1:
        element = state.Index;
        site = 1;
        address = TMemory.Read(memory, arguments.X, element, 8);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        state.Value = TMemory.Element<long>(memory, address);
    Piece2:
        element = i;
        site = 2;
        address = TMemory.Write(memory, arguments.Y, element, 8);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        TMemory.Element<long>(memory, address) = state.Value;
        return;
    Park:
        state.Piece = site;
        if (TMemory.Parks)
        {
            TMemory.Control<State>(memory, wave.States + slot * 16) = state;
        }

        ItemRecorder.Record(memory, wave, slot, site, element, address);
    }

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, GatherArguments arguments)
    {
        plan.Access(0, plan.Index(0), isMust: true);
        plan.Access(1, PlanValue.Unknown, isMust: true);
        plan.Access(2, plan.Index(0), isMust: true);
    }
}
