using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>The greatest and the least number of a row have the bits of the loop, whichever NaN and whichever zero that is.</summary>
public sealed class ExtremeTests(ITestOutputHelper output)
{
    private static readonly HmmDeviceOptions Lanes = new() { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } };

    [Fact]
    public void Kernels_have_lanes()
    {
        KernelDescriptor[] kernels =
        [
            ExtremeKernels.GreatestKernel.Descriptor, ExtremeKernels.LeastKernel.Descriptor, ExtremeKernels.LeastOppositeKernel.Descriptor,
            ExtremeKernels.GreatestDoubleKernel.Descriptor, ExtremeKernels.LeastDoubleKernel.Descriptor, ExtremeKernels.GreatestOfBothKernel.Descriptor,
            ExtremeKernels.GreatestChangedKernel.Descriptor, ExtremeKernels.GreatestPowerKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
    }

    /// <summary>Every kind of row at every width around those of vectors.</summary>
    [Fact]
    public void Extremes_have_the_bits_of_the_loop()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        using HmmDevice device = HmmDevice.Host.WithOptions(Lanes);
        int step = TestScale.Iterations(7, 3, 1);
        for (int width = seed % step; width <= 150; width += step)
        {
            for (int kind = 0; kind < 7; kind++)
            {
                Compare(device, random, random.Next(1, 42), width, kind);
            }
        }
    }

    /// <summary>One number among others, at every place of a row and in every row of a group.</summary>
    [Theory]
    [InlineData(0xFFC00000)]
    [InlineData(0x00000000)]
    [InlineData(0x80000000)]
    [InlineData(0x7F800000)]
    [InlineData(0xFF800000)]
    public void A_number_is_found_wherever_it_is(uint bits)
    {
        float number = BitConverter.UInt32BitsToSingle(bits);
        const int Width = 73;
        using HmmDevice device = HmmDevice.Host.WithOptions(Lanes);
        float[] rows = new float[Width * Width];
        for (int row = 0; row < Width; row++)
        {
            for (int j = 0; j < Width; j++)
            {
                // Around zero the others are zeros of the other sign; a second NaN before the row's middle, with other bits.
                rows[row * Width + j] = j == row ? number
                    : number == 0 ? -number
                    : float.IsNaN(number) && j == Width / 2 ? BitConverter.UInt32BitsToSingle(0x7FC00001)
                    : j - row;
            }
        }

        Compare(device, Width, Width, rows, [.. rows.Take(Width).Select(static _ => -3f)]);
    }

    private static void Compare(HmmDevice device, Random random, int n, int width, int kind)
        => Compare(device, n, width, ExtremeRows.Numbers(random, n * width, kind), ExtremeRows.Numbers(random, n, random.Next(2) == 0 ? kind : random.Next(7)));

    private static void Compare(HmmDevice device, int n, int width, float[] rows, float[] starts)
    {
        double[] wide = [.. rows.Select(ExtremeRows.Wide)], wideStarts = [.. starts.Select(ExtremeRows.Wide)];
        string where = $"{n} rows of {width}";
        ExtremeRows.Same(where, starts, results => ExtremeKernels.Greatest(device, n, width, rows, results), (i, results) => ExtremeKernels.Greatest(i, width, rows, results));
        ExtremeRows.Same(where, starts, results => ExtremeKernels.Least(device, n, width, rows, results), (i, results) => ExtremeKernels.Least(i, width, rows, results));
        ExtremeRows.Same(
            where,
            starts,
            results => ExtremeKernels.LeastOpposite(device, n, width, width / 9, width - 1, rows, results),
            (i, results) => ExtremeKernels.LeastOpposite(i, width, width / 9, width - 1, rows, results));
        ExtremeRows.Same(
            where,
            wideStarts,
            results => ExtremeKernels.GreatestDouble(device, n, width, wide, results),
            (i, results) => ExtremeKernels.GreatestDouble(i, width, wide, results));
        ExtremeRows.Same(
            where,
            wideStarts,
            results => ExtremeKernels.LeastDouble(device, n, width, wide, results),
            (i, results) => ExtremeKernels.LeastDouble(i, width, wide, results));
        float[] shared = [.. rows.Take(width)];
        ExtremeRows.Same(
            where,
            starts,
            results => ExtremeKernels.GreatestOfBoth(device, n, width, rows, shared, results),
            (i, results) => ExtremeKernels.GreatestOfBoth(i, width, rows, shared, results));
        float[] ours = [.. rows], theirs = [.. rows];
        ExtremeRows.Same(
            where,
            starts,
            results => ExtremeKernels.GreatestChanged(device, n, width, ours, results),
            (i, results) => ExtremeKernels.GreatestChanged(i, width, theirs, results));
        Assert.True(MemoryMarshal.AsBytes(ours.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(theirs.AsSpan())), $"{where}: what is changed differs");
        ExtremeRows.Same(where, starts, results => ExtremeKernels.GreatestPower(device, n, width, rows, results), (i, results) => ExtremeKernels.GreatestPower(i, width, rows, results));
    }
}
