using HmmGen.Generated;
using HmmGen.Kernels;
using HmmGen.Planning;
using HmmGen.Tests.Generated.Methods;

namespace HmmGen.Tests.HandWritten;

/// <summary>
/// Throws exceptions of its own, which <c>values[i, j]</c> chooses; the last of them, 4, only after a change that keeps it from
/// coming again when the work item is run again: <c>if (++target[i, j] == 100) throw …</c>.
/// </summary>
public struct ThrowKernel : IHmmKernel<DivideArguments>
{
    private struct State
    {
        public int Piece;
        public int Value;
    }

    /// <summary>The line of the last exception.</summary>
    internal static SourcePlace Last { get; } = SourcePlace.Below(2);

    private static void ThrowLast() => throw new ArgumentOutOfRangeException("target", "a hundred");

    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Throw",
        Rank = 2,
        File = "Ops.cs",
        Line = 80,
        Parameters = [new("values", 4, Reads: true, Writes: false), new("target", 4, Reads: true, Writes: true)],
        Sites =
        [
            new(0, AccessKind.Read, "Ops.cs", 81), new(-1, AccessKind.Guard, "Ops.cs", 82), new(-1, AccessKind.Guard, "Ops.cs", 83),
            new(-1, AccessKind.Guard, "Ops.cs", 84), new(1, AccessKind.ReadWrite, "Ops.cs", 85), new(-1, AccessKind.Guard, Last.File, Last.Line),
        ],
        StateSize = 8,
        ScratchSize = 0,
        HasGuards = true,
        Exceptions =
        [
            static () => new InvalidOperationException("one"), static () => new ArgumentException("two", "values"),
            static () => new ThrowException(-1), static () => new ArgumentOutOfRangeException("target", "a hundred"),
        ],
    };

    /// <summary>Launches the kernel as a generated overload does; <paramref name="extent"/> has rows of <paramref name="width"/>.</summary>
    public static void Launch(HmmDevice device, HmmExtent extent, int width, HmmReadOnlyBuffer<int> values, HmmBuffer<int> target)
        => KernelLauncher.Launch<ThrowKernel, DivideArguments>(device, extent, new DivideArguments { Value = width }, values, target);

    /// <summary>The asynchronous twin.</summary>
    public static Task LaunchAsync(HmmDevice device, HmmExtent extent, int width, HmmReadOnlyBuffer<int> values, HmmBuffer<int> target)
        => KernelLauncher.LaunchAsync<ThrowKernel, DivideArguments>(
            device, extent, new DivideArguments { Value = width }, [values, target], CancellationToken.None);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, DivideArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        ReadOnlySpan<int> values = memory.Span<int>(0);
        Span<int> target = memory.Span<int>(1);
        for (long slot = first; slot < end; slot++)
        {
            progress.At(slot);
            int i = (int)(wave.Index0(slot) * arguments.Value + wave.Index1(slot));
            switch (values[i])
            {
                case 1:
                    throw new InvalidOperationException("one");
                case 2:
                    throw new ArgumentException("two", nameof(values));
                case 3:
                    throw new ThrowException(-1);
            }

            if (++target[i] == 100)
            {
                ThrowLast();
            }
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, DivideArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        long i = wave.Index0(slot) * arguments.Value + wave.Index1(slot);
        int site;
        long address;
        State state = default;
        if (TMemory.Parks && wave.Resuming != 0)
        {
            state = TMemory.Control<State>(memory, wave.States + slot * 8);
            if (state.Piece == 4)
            {
                goto Piece4;
            }
        }

        site = 0;
        address = TMemory.Read(memory, arguments.Divisors, i, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        state.Value = TMemory.Element<int>(memory, address);
        if (state.Value >= 1 && state.Value <= 3)
        {
            ItemRecorder.Record(memory, wave, slot, state.Value, state.Value - 1, ErrorCode.Thrown);
            return;
        }

    Piece4:
        site = 4;
        address = TMemory.Write(memory, arguments.Target, i, 4);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        TMemory.Element<int>(memory, address)++;
        if (TMemory.Element<int>(memory, address) == 100)
        {
            ItemRecorder.Record(memory, wave, slot, 5, 3, ErrorCode.Thrown);
        }

        return;
    Park:
        state.Piece = site;
        TMemory.Control<State>(memory, wave.States + slot * 8) = state;
        ItemRecorder.Record(memory, wave, slot, site, i, address);
    }

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, DivideArguments arguments)
    {
        PlanValue element = plan.Index(0) * arguments.Value + plan.Index(1);
        plan.Access(0, element, isMust: true);
        plan.Access(4, element, isMust: false);
    }
}
