using HmmGen.Generated;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary><c>p = i; for each step p = next[p]; ends[i] = p</c>: every access depends on the one before.</summary>
public struct ChaseKernel : IHmmKernel<ChaseArguments>
{
    private struct State
    {
        public int Piece;
        public int Step;
        public int At;
    }

    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Chase",
        Rank = 1,
        File = "Ops.cs",
        Line = 50,
        Parameters = [new("next", 4, Reads: true, Writes: false), new("ends", 4, Reads: false, Writes: true)],
        Sites = [new(0, AccessKind.Read, "Ops.cs", 52), new(1, AccessKind.Write, "Ops.cs", 53)],
        StateSize = 16,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static void Launch(HmmDevice device, HmmExtent extent, int steps, HmmReadOnlyBuffer<int> next, HmmBuffer<int> ends)
        => KernelLauncher.Launch<ChaseKernel, ChaseArguments>(device, extent, new ChaseArguments { Steps = steps }, next, ends);

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static Task LaunchAsync(
        HmmDevice device, HmmExtent extent, int steps, HmmReadOnlyBuffer<int> next, HmmBuffer<int> ends, CancellationToken cancellationToken)
        => KernelLauncher.LaunchAsync<ChaseKernel, ChaseArguments>(device, extent, new ChaseArguments { Steps = steps }, [next, ends], cancellationToken);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, ChaseArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        ReadOnlySpan<int> next = memory.Span<int>(0);
        Span<int> ends = memory.Span<int>(1);
        for (long slot = first; slot < end; slot++)
        {
            progress.At(slot);
            int i = (int)wave.Index(slot);
            int at = i;
            for (int step = 0; step < arguments.Steps; step++)
            {
                at = next[at];
            }

            ends[i] = at;
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, ChaseArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        int i = (int)wave.Index(slot);
        long element;
        int site;
        long address;
        State state = default;
        state.At = i;
        if (TMemory.Parks && wave.Resuming != 0)
        {
            state = TMemory.Control<State>(memory, wave.States + slot * 16);
            if (state.Piece == 1)
            {
                goto Piece1;
            }
        }

        while (state.Step < arguments.Steps)
        {
            element = state.At;
            site = 0;
            address = TMemory.Read(memory, arguments.Next, element, 4);
            if (TMemory.Missed(address))
            {
                goto Park;
            }

            state.At = TMemory.Element<int>(memory, address);
            state.Step++;
        }

    Piece1:
        element = i;
        site = 1;
        address = TMemory.Write(memory, arguments.Ends, element, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        TMemory.Element<int>(memory, address) = state.At;
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
    public static void Plan(LaunchPlan plan, ChaseArguments arguments)
    {
        plan.Access(0, PlanValue.Unknown, isMust: false);
        plan.Access(1, plan.Index(0), isMust: true);
    }
}
