using HmmGen.Generated;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Tests.HandWritten;

/// <summary><c>y[i] += a * x[i]</c>: everything is known before it runs.</summary>
public struct SaxpyKernel : IHmmKernel<SaxpyArguments>
{
    private struct State
    {
        public int Piece;
        public int X;
    }

    /// <inheritdoc/>
    public static KernelDescriptor Descriptor { get; } = new()
    {
        Name = "Ops.Saxpy",
        Rank = 1,
        File = "Ops.cs",
        Line = 10,
        Parameters = [new("x", 4, Reads: true, Writes: false), new("y", 4, Reads: true, Writes: true)],
        Sites = [new(0, AccessKind.Read, "Ops.cs", 11), new(1, AccessKind.ReadWrite, "Ops.cs", 12)],
        StateSize = 8,
        ScratchSize = 0,
        HasGuards = false,
    };

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static void Launch(HmmDevice device, HmmExtent extent, float a, HmmReadOnlyBuffer<float> x, HmmBuffer<float> y)
        => KernelLauncher.Launch<SaxpyKernel, SaxpyArguments>(device, extent, new SaxpyArguments { A = a }, x, y);

    /// <summary>Launches the kernel as a generated overload does.</summary>
    public static Task LaunchAsync(
        HmmDevice device, HmmExtent extent, float a, HmmReadOnlyBuffer<float> x, HmmBuffer<float> y, CancellationToken cancellationToken = default)
        => KernelLauncher.LaunchAsync<SaxpyKernel, SaxpyArguments>(device, extent, new SaxpyArguments { A = a }, [x, y], cancellationToken);

    /// <inheritdoc/>
    public static void Host<TProgress>(HostSpans memory, Wave wave, SaxpyArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress
    {
        ReadOnlySpan<float> x = memory.Span<float>(0);
        Span<float> y = memory.Span<float>(1);
        for (long slot = first; slot < end; slot++)
        {
            progress.At(slot);
            int i = (int)wave.Index(slot);
            y[i] += arguments.A * x[i];
        }
    }

    /// <inheritdoc/>
    public static void Run<TMemory>(TMemory memory, Wave wave, SaxpyArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory<TMemory>
    {
        long i = wave.Index(slot);
        int piece = 0;
        float x = 0;
        if (TMemory.Parks && wave.Resuming != 0)
        {
            State saved = TMemory.Control<State>(memory, wave.States + slot * 8);
            piece = saved.Piece;
            x = BitConverter.Int32BitsToSingle(saved.X);
        }

        long address;
        if (piece == 1)
        {
            goto Piece1;
        }

        address = TMemory.Read(memory, arguments.X, i, 4);
        if (TMemory.Missed(address))
        {
            piece = 0;
            goto Park;
        }

        x = TMemory.Element<float>(memory, address);
    Piece1:
        address = TMemory.Write(memory, arguments.Y, i, 4);
        if (TMemory.Missed(address))
        {
            piece = 1;
            goto Park;
        }

        TMemory.Element<float>(memory, address) += arguments.A * x;
        return;
    Park:
        if (TMemory.Parks)
        {
            TMemory.Control<State>(memory, wave.States + slot * 8) = new State { Piece = piece, X = BitConverter.SingleToInt32Bits(x) };
        }

        ItemRecorder.Record(memory, wave, slot, piece, i, address);
    }

    /// <inheritdoc/>
    public static void Plan(LaunchPlan plan, SaxpyArguments arguments)
    {
        plan.Access(0, plan.Index(0), isMust: true);
        plan.Access(1, plan.Index(0), isMust: true);
    }
}
