using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>The greatest and the least number of a row have the bits of the loop, whichever NaN and whichever zero that is.</summary>
public sealed class ExtremeTests(ITestOutputHelper output)
{
    // Numbers none of which is one: of both signs, with several contents.
    private static readonly uint[] NaNs = [0x7FC00000, 0xFFC00000, 0x7FC00001, 0xFFC12345, 0x7FFFFFFF, 0xFFFFFFFF];
    private static readonly float[] Ends = [0, -0f, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1, -1];

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
        => Compare(device, n, width, Numbers(random, n * width, kind), Numbers(random, n, random.Next(2) == 0 ? kind : random.Next(7)));

    private static void Compare(HmmDevice device, int n, int width, float[] rows, float[] starts)
    {
        double[] wide = [.. rows.Select(Wide)], wideStarts = [.. starts.Select(Wide)];
        string where = $"{n} rows of {width}";
        Same(where, starts, results => ExtremeKernels.Greatest(device, n, width, rows, results), (i, results) => ExtremeKernels.Greatest(i, width, rows, results));
        Same(where, starts, results => ExtremeKernels.Least(device, n, width, rows, results), (i, results) => ExtremeKernels.Least(i, width, rows, results));
        Same(
            where,
            starts,
            results => ExtremeKernels.LeastOpposite(device, n, width, width / 9, width - 1, rows, results),
            (i, results) => ExtremeKernels.LeastOpposite(i, width, width / 9, width - 1, rows, results));
        Same(
            where,
            wideStarts,
            results => ExtremeKernels.GreatestDouble(device, n, width, wide, results),
            (i, results) => ExtremeKernels.GreatestDouble(i, width, wide, results));
        Same(
            where,
            wideStarts,
            results => ExtremeKernels.LeastDouble(device, n, width, wide, results),
            (i, results) => ExtremeKernels.LeastDouble(i, width, wide, results));
        float[] shared = [.. rows.Take(width)];
        Same(
            where,
            starts,
            results => ExtremeKernels.GreatestOfBoth(device, n, width, rows, shared, results),
            (i, results) => ExtremeKernels.GreatestOfBoth(i, width, rows, shared, results));
        float[] ours = [.. rows], theirs = [.. rows];
        Same(
            where,
            starts,
            results => ExtremeKernels.GreatestChanged(device, n, width, ours, results),
            (i, results) => ExtremeKernels.GreatestChanged(i, width, theirs, results));
        Assert.True(MemoryMarshal.AsBytes(ours.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(theirs.AsSpan())), $"{where}: what is changed differs");
        Same(where, starts, results => ExtremeKernels.GreatestPower(device, n, width, rows, results), (i, results) => ExtremeKernels.GreatestPower(i, width, rows, results));
    }

    // Of a NaN the sign and the contents, too.
    private static double Wide(float value)
    {
        ulong bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? BitConverter.UInt64BitsToDouble(0x7FF8000000000000 | ((bits & 0x80000000) << 32) | (bits & 0x7FFFFF)) : value * 1.1;
    }

    private static void Same<T>(string where, T[] start, Action<T[]> launch, Action<int, T[]> item)
        where T : unmanaged
    {
        T[] ours = [.. start], theirs = [.. start];
        launch(ours);
        for (int i = 0; i < start.Length; i++)
        {
            item(i, theirs);
            Assert.True(
                MemoryMarshal.AsBytes(ours.AsSpan(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(theirs.AsSpan(i, 1))),
                $"{where}: row {i} is {Hex(ours[i])}, not {Hex(theirs[i])}, from {Hex(start[i])}");
        }
    }

    private static string Hex<T>(T value) where T : unmanaged => $"{value} ({Convert.ToHexString(MemoryMarshal.AsBytes([value]))})";

    private static float None(Random random) => BitConverter.UInt32BitsToSingle(NaNs[random.Next(NaNs.Length)]);

    private static float[] Numbers(Random random, int count, int kind) => [.. Enumerable.Range(0, count).Select(_ => kind switch
    {
        0 => random.NextSingle() * 20 - 10,
        1 => random.Next(2) == 0 ? 0 : -0f,
        2 => random.Next(40) == 0 ? None(random) : random.NextSingle() * 20 - 10,
        3 => random.Next(3) > 0 ? None(random) : Ends[random.Next(Ends.Length)],
        4 => Ends[random.Next(Ends.Length)],
        5 => float.NegativeInfinity,
        _ => float.PositiveInfinity,
    })];
}
