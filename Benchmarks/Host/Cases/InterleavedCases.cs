using System.Runtime.InteropServices;
using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Elements that lie between those of other items.</summary>
internal static class InterleavedCases
{
    private const int Count = 30_000;

    /// <summary>Products of complex numbers.</summary>
    public static HostCase Multiply()
    {
        ComplexNumber[] x = Numbers(0.3), y = Numbers(0.7), z = Pinned.Zeros<ComplexNumber>(Count);
        return Case(
            $"complex products, {Count}", device => InterleavedKernels.Multiply(device, Count, x, y, z), () => MemoryMarshal.Cast<ComplexNumber, int>(z).ToArray(),
            (from, end) =>
            {
                ReadOnlySpan<ComplexNumber> left = x, right = y;
                Span<ComplexNumber> products = z;
                for (int i = from; i < end; i++)
                {
                    InterleavedKernels.Multiply(i, left, right, products);
                }
            });
    }

    /// <summary>One side from two.</summary>
    public static HostCase Mix()
    {
        float[] x = Values.Of(2 * Count), y = Pinned.Zeros<float>(Count);
        return Case($"stereo to mono, {Count}", device => InterleavedKernels.Mix(device, Count, x, y), () => y, (from, end) =>
        {
            ReadOnlySpan<float> sides = x;
            Span<float> mixed = y;
            for (int i = from; i < end; i++)
            {
                InterleavedKernels.Mix(i, sides, mixed);
            }
        });
    }

    /// <summary>Pixels from planes.</summary>
    public static HostCase Pack()
    {
        float[] red = Values.Of(Count), green = Values.Of(Count), blue = Values.Of(Count), pixels = Pinned.Zeros<float>(3 * Count);
        return Case($"planes to pixels, {Count}", device => InterleavedKernels.Pack(device, Count, red, green, blue, pixels), () => pixels, (from, end) =>
        {
            ReadOnlySpan<float> reds = red, greens = green, blues = blue;
            Span<float> all = pixels;
            for (int i = from; i < end; i++)
            {
                InterleavedKernels.Pack(i, reds, greens, blues, all);
            }
        });
    }

    /// <summary>Shares of boxes.</summary>
    public static HostCase Overlap()
    {
        float[] boxes = Values.Of(4 * Count), others = Values.Of(4 * Count), shares = Pinned.Zeros<float>(Count);
        return Case($"overlap of boxes, {Count}", device => InterleavedKernels.Overlap(device, Count, boxes, others, shares), () => shares, (from, end) =>
        {
            ReadOnlySpan<float> left = boxes, right = others;
            Span<float> all = shares;
            for (int i = from; i < end; i++)
            {
                InterleavedKernels.Overlap(i, left, right, all);
            }
        });
    }

    private static ComplexNumber[] Numbers(double step) => Pinned.Of(Count, i => new ComplexNumber { Real = Math.Sin(step * i), Imaginary = Math.Cos(step * i) });

    private static HostCase Case(string name, Action<HmmDevice> launch, Func<Array> results, Action<int, int> loop)
        => new(name, launch, results) { Peers = [HostTools.Loop(Count, loop)], Goals = [new HostGoal(PeerKind.Loop, 0.5)] };
}
