using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary><c>sums[i] = Σ x[j] * y[j]</c> for j in the i-th strip: work items that need two pages again and again.</summary>
public struct DotKernel : IHmmKernel<DotArguments>
{
    private struct State
    {
        public int Piece;
        public int J;
        public double X;
        public double Sum;
    }

    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Dot",
        Rank = 1,
        File = "Ops.cs",
        Line = 40,
        Parameters = [new("x", 8, Reads: true, Writes: false), new("y", 8, Reads: true, Writes: false), new("sums", 8, Reads: false, Writes: true)],
        Sites = [new(0, AccessKind.Read, "Ops.cs", 42), new(1, AccessKind.Read, "Ops.cs", 42), new(2, AccessKind.Write, "Ops.cs", 43)],
        StateSize = 24,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static void Launch(
        HmmDevice device, HmmExtent extent, int strip, HmmReadOnlyBuffer<double> x, HmmReadOnlyBuffer<double> y, HmmBuffer<double> sums)
        => Launcher.Launch<DotKernel, DotArguments>(device, extent, new DotArguments { Strip = strip }, x, y, sums);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, DotArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        ReadOnlySpan<double> x = memory.Span<double>(0);
        ReadOnlySpan<double> y = memory.Span<double>(1);
        Span<double> sums = memory.Span<double>(2);
        for (long slot = first; slot < end; slot++)
        {
            progress.At(slot);
            int i = (int)wave.Index(slot);
            double sum = 0;
            for (int j = i * arguments.Strip; j < (i + 1) * arguments.Strip; j++)
            {
                sum += x[j] * y[j];
            }

            sums[i] = sum;
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, DotArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        int i = (int)wave.Index(slot);
        long element;
        int site;
        long address;
        State state = default;
        state.J = i * arguments.Strip;
        if (TMemory.Parks && wave.Resuming != 0)
        {
            state = TMemory.Control<State>(memory, wave.States + slot * 24);
            switch (state.Piece)
            {
                case 1:
                    goto Piece1;
                case 2:
                    goto Piece2;
            }
        }

    Loop:
        if (state.J >= (i + 1) * arguments.Strip)
        {
            goto Piece2;
        }

        element = state.J;
        site = 0;
        address = TMemory.Read(memory, arguments.X, element, 8);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        state.X = TMemory.Element<double>(memory, address);
    Piece1:
        element = state.J;
        site = 1;
        address = TMemory.Read(memory, arguments.Y, element, 8);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        state.Sum += state.X * TMemory.Element<double>(memory, address);
        state.J++;
        goto Loop;
    Piece2:
        element = i;
        site = 2;
        address = TMemory.Write(memory, arguments.Sums, element, 8);
        if (TMemory.Missed(address))
        {
            goto Park;
        }

        TMemory.Element<double>(memory, address) = state.Sum;
        return;
    Park:
        state.Piece = site;
        if (TMemory.Parks)
        {
            TMemory.Control<State>(memory, wave.States + slot * 24) = state;
        }

        ItemRecorder.Record(memory, wave, slot, site, element, address);
    }

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, DotArguments arguments) => plan.Follow("""
        i: index 0
        strip: number 0
        j: from 0 until strip by 1 // line 42
        0: reads x[i * strip + j] // line 42
        1: reads y[i * strip + j] // line 42
        2: writes sums[i] // line 43
        """, arguments.Strip);
}
