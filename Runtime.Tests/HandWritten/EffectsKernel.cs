using HmmGen.Generated;
using HmmGen.Kernels;
using HmmGen.Planning;
using ILGPU;

namespace HmmGen.Tests.HandWritten;

/// <summary>
/// A store, an atomic, a load and a second atomic, each of which may fault: counts every effect.
/// <c>marks[i] += 3; Interlocked.Increment(ref counts[i % counts.Length]); v = values[i * 7919 % values.Length];
/// Interlocked.Add(ref sums[v % sums.Length], v)</c>.
/// </summary>
public struct EffectsKernel : IHmmKernel<EffectsArguments>
{
    private struct State
    {
        public int Piece;
        public int Value;
    }

    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Effects",
        Rank = 1,
        File = "Ops.cs",
        Line = 30,
        Parameters =
        [
            new("marks", 4, Reads: true, Writes: true), new("counts", 4, Reads: true, Writes: true),
            new("values", 4, Reads: true, Writes: false), new("sums", 4, Reads: true, Writes: true),
        ],
        Sites =
        [
            new(0, AccessKind.ReadWrite, "Ops.cs", 31), new(1, AccessKind.ReadWrite, "Ops.cs", 32),
            new(2, AccessKind.Read, "Ops.cs", 33), new(3, AccessKind.ReadWrite, "Ops.cs", 34),
        ],
        StateSize = 8,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static void Launch(
        HmmDevice device, HmmExtent extent, HmmBuffer<int> marks, HmmBuffer<int> counts, HmmReadOnlyBuffer<int> values, HmmBuffer<int> sums)
        => KernelLauncher.Launch<EffectsKernel, EffectsArguments>(device, extent, default, marks, counts, values, sums);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, EffectsArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        Span<int> marks = memory.Span<int>(0);
        Span<int> counts = memory.Span<int>(1);
        ReadOnlySpan<int> values = memory.Span<int>(2);
        Span<int> sums = memory.Span<int>(3);
        for (long slot = first; slot < end; slot++)
        {
            progress.At(slot);
            int i = (int)wave.Index(slot);
            marks[i] += 3;
            Interlocked.Increment(ref counts[i % counts.Length]);
            int value = values[(int)(i * 7919L % values.Length)];
            Interlocked.Add(ref sums[value % sums.Length], value);
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, EffectsArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        long i = wave.Index(slot);
        long element;
        int site;
        long address;
        State state = default;
        if (TMemory.Parks && wave.Resuming != 0)
        {
            state = TMemory.Control<State>(memory, wave.States + slot * 8);
            switch (state.Piece)
            {
                case 1:
                    goto Piece1;
                case 2:
                    goto Piece2;
                case 3:
                    goto Piece3;
            }
        }

        element = i;
        site = 0;
        address = TMemory.Write(memory, arguments.Marks, element, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        TMemory.Element<int>(memory, address) += 3;
    Piece1:
        element = i % arguments.Counts.Length;
        site = 1;
        address = TMemory.Write(memory, arguments.Counts, element, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        Atomic.Add(ref TMemory.Element<int>(memory, address), 1);
    Piece2:
        element = i * 7919L % arguments.Values.Length;
        site = 2;
        address = TMemory.Read(memory, arguments.Values, element, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        state.Value = TMemory.Element<int>(memory, address);
    Piece3:
        element = state.Value % arguments.Sums.Length;
        site = 3;
        address = TMemory.Write(memory, arguments.Sums, element, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        Atomic.Add(ref TMemory.Element<int>(memory, address), state.Value);
        return;
    Park:
        state.Piece = site;
        if (TMemory.Parks)
        {
            TMemory.Control<State>(memory, wave.States + slot * 8) = state;
        }

        ItemRecorder.Record(memory, wave, slot, site, element, address);
    }

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, EffectsArguments arguments)
    {
        plan.AfterEffects(1);
        plan.AfterEffects(2);
        plan.AfterEffects(3);
        plan.Access(0, plan.Index(0), isMust: true);
        plan.Access(1, PlanValue.Unknown, isMust: true);
        plan.Access(2, PlanValue.Unknown, isMust: true);
        plan.Access(3, PlanValue.Unknown, isMust: true);
    }
}
