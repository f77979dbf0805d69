using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Comparisons that are written out have the bits of the loop: NaN and zeros, which they do not tell apart, come and go in the row's order.</summary>
public sealed class ChosenTests(ITestOutputHelper output)
{
    private static readonly HmmDeviceOptions Lanes = new() { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } };

    [Fact]
    public void Kernels_have_lanes()
    {
        KernelDescriptor[] kernels =
        [
            ChosenKernels.GreatestKernel.Descriptor, ChosenKernels.GreatestLastKernel.Descriptor, ChosenKernels.GreatestOrNoneKernel.Descriptor,
            ChosenKernels.GreatestUnlessLessKernel.Descriptor, ChosenKernels.LeastKernel.Descriptor, ChosenKernels.LeastLastKernel.Descriptor,
            ChosenKernels.LeastOrNoneKernel.Descriptor, ChosenKernels.GreatestDoubleKernel.Descriptor, ChosenKernels.PlaceOfGreatestKernel.Descriptor,
            ChosenKernels.PlaceOfLeastKernel.Descriptor, ChosenKernels.LastPlaceOfGreatestKernel.Descriptor, ChosenKernels.PlaceOfGreatestOrNoneKernel.Descriptor,
            ChosenKernels.PlaceOfAnotherKernel.Descriptor, ChosenKernels.PlaceOfGreatestIntKernel.Descriptor, ChosenKernels.PlaceOfLeastUnsignedKernel.Descriptor,
            ChosenKernels.GreatestIntKernel.Descriptor, ChosenKernels.LeastUnsignedKernel.Descriptor, ChosenKernels.GreatestChangedKernel.Descriptor,
            ChosenKernels.SumOfSomeKernel.Descriptor, ChosenKernels.GreatestFastKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
    }

    /// <summary>Every kind of row at every width around those of vectors.</summary>
    [Fact]
    public void Choices_have_the_bits_of_the_loop()
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
                int n = random.Next(1, 42);
                float[] starts = ExtremeRows.Numbers(random, n, random.Next(2) == 0 ? kind : random.Next(7));
                Compare(device, n, width, ExtremeRows.Numbers(random, n * width, kind), starts);
            }
        }
    }

    /// <summary>One number, or two of the same size, at every place of a row and in every row of a group.</summary>
    [Theory]
    [InlineData(0xFFC00000, 0x7FC00001)]
    [InlineData(0x00000000, 0x80000000)]
    [InlineData(0x80000000, 0x00000000)]
    [InlineData(0x7F800000, 0x7F800000)]
    [InlineData(0xFF800000, 0xFF800000)]
    [InlineData(0x42C80000, 0x42C80000)]
    public void A_number_is_found_wherever_it_is(uint bits, uint others)
    {
        const int Width = 73;
        using HmmDevice device = HmmDevice.Host.WithOptions(Lanes);
        foreach (int apart in (int[])[0, 1, 8, 9, 16, 40])
        {
            float[] rows = new float[Width * Width];
            for (int row = 0; row < Width; row++)
            {
                for (int j = 0; j < Width; j++)
                {
                    rows[row * Width + j] = j == row ? BitConverter.UInt32BitsToSingle(bits) : j == (row + apart) % Width ? BitConverter.UInt32BitsToSingle(others) : -1 - (j % 7);
                }
            }

            Compare(device, Width, Width, rows, [.. Enumerable.Range(0, Width).Select(static row => row % 3 == 0 ? -30f : float.NegativeInfinity)]);
            Compare(device, Width, Width, [.. rows.Select(static number => -number)], [.. rows.Take(Width).Select(static _ => 30f)]);
        }
    }

    private static void Compare(HmmDevice device, int n, int width, float[] rows, float[] starts)
    {
        double[] wide = [.. rows.Select(ExtremeRows.Wide)], wideStarts = [.. starts.Select(ExtremeRows.Wide)];
        string where = $"{n} rows of {width}";
        ExtremeRows.Same(where + ", >", starts, results => ChosenKernels.Greatest(device, n, width, rows, results), (i, results) => ChosenKernels.Greatest(i, width, rows, results));
        ExtremeRows.Same(
            where + ", >=", starts, results => ChosenKernels.GreatestLast(device, n, width, rows, results), (i, results) => ChosenKernels.GreatestLast(i, width, rows, results));
        ExtremeRows.Same(
            where + ", not >", starts, results => ChosenKernels.GreatestOrNone(device, n, width, rows, results), (i, results) => ChosenKernels.GreatestOrNone(i, width, rows, results));
        ExtremeRows.Same(
            where + ", not <=",
            starts,
            results => ChosenKernels.GreatestUnlessLess(device, n, width, rows, results),
            (i, results) => ChosenKernels.GreatestUnlessLess(i, width, rows, results));
        ExtremeRows.Same(
            where + ", <",
            starts,
            results => ChosenKernels.Least(device, n, width, width / 9, width - 1, rows, results),
            (i, results) => ChosenKernels.Least(i, width, width / 9, width - 1, rows, results));
        float[] shared = [.. rows.Take(width)];
        ExtremeRows.Same(
            where + ", <=",
            starts,
            results => ChosenKernels.LeastLast(device, n, width, rows, shared, results),
            (i, results) => ChosenKernels.LeastLast(i, width, rows, shared, results));
        ExtremeRows.Same(
            where + ", not <", wideStarts, results => ChosenKernels.LeastOrNone(device, n, width, wide, results), (i, results) => ChosenKernels.LeastOrNone(i, width, wide, results));
        ExtremeRows.Same(
            where + ", double",
            wideStarts,
            results => ChosenKernels.GreatestDouble(device, n, width, wide, results),
            (i, results) => ChosenKernels.GreatestDouble(i, width, wide, results));
        ExtremeRows.Same(
            where + ", fast", starts, results => ChosenKernels.GreatestFast(device, n, width, rows, results), (i, results) => ChosenKernels.GreatestFast(i, width, rows, results));
        ExtremeRows.Same(
            where + ", sum",
            starts,
            results => ChosenKernels.SumOfSome(device, n, width, -2, rows, results),
            (i, results) => ChosenKernels.SumOfSome(i, width, -2, rows, results));
        float[] ours = [.. rows], theirs = [.. rows];
        ExtremeRows.Same(
            where + ", changed",
            starts,
            results => ChosenKernels.GreatestChanged(device, n, width, ours, results),
            (i, results) => ChosenKernels.GreatestChanged(i, width, theirs, results));
        Assert.True(MemoryMarshal.AsBytes(ours.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(theirs.AsSpan())), $"{where}: what is changed differs");
        ComparePlaces(device, n, width, rows, starts);
        CompareWhole(device, n, width, rows, starts);
    }

    private static void ComparePlaces(HmmDevice device, int n, int width, float[] rows, float[] starts)
    {
        double[] wide = [.. rows.Select(ExtremeRows.Wide)], wideStarts = [.. starts.Select(ExtremeRows.Wide)];
        string where = $"{n} rows of {width}, place";
        Places(
            where + " >",
            starts,
            (results, places) => ChosenKernels.PlaceOfGreatest(device, n, width, rows, results, places),
            (i, results, places) => ChosenKernels.PlaceOfGreatest(i, width, rows, results, places));
        Places(
            where + " <",
            wideStarts,
            (results, places) => ChosenKernels.PlaceOfLeast(device, n, width, width / 9, width - 1, wide, results, places),
            (i, results, places) => ChosenKernels.PlaceOfLeast(i, width, width / 9, width - 1, wide, results, places));
        Places(
            where + " >=",
            starts,
            (results, places) => ChosenKernels.LastPlaceOfGreatest(device, n, width, rows, results, places),
            (i, results, places) => ChosenKernels.LastPlaceOfGreatest(i, width, rows, results, places));
        Places(
            where + " not <=",
            starts,
            (results, places) => ChosenKernels.PlaceOfGreatestOrNone(device, n, width, rows, results, places),
            (i, results, places) => ChosenKernels.PlaceOfGreatestOrNone(i, width, rows, results, places));
        Places(
            where + " of another",
            starts,
            (results, places) => ChosenKernels.PlaceOfAnother(device, n, width, rows, results, places),
            (i, results, places) => ChosenKernels.PlaceOfAnother(i, width, rows, results, places));
    }

    // The bits of the numbers, of which few are equal, or the numbers, of which many are.
    private static void CompareWhole(HmmDevice device, int n, int width, float[] rows, float[] starts)
    {
        string where = $"{n} rows of {width}, whole";
        int[] ints = [.. rows.Select(static number => float.IsNaN(number) ? BitConverter.SingleToInt32Bits(number) : (int)number)];
        int[] intStarts = [.. starts.Select(static number => float.IsNaN(number) ? 0 : (int)number)];
        ulong[] longs = [.. ints.Select(static number => unchecked((ulong)number * 0x100000001UL))], longStarts = [.. intStarts.Select(static number => (ulong)number)];
        ExtremeRows.Same(where, intStarts, results => ChosenKernels.GreatestInt(device, n, width, ints, results), (i, results) => ChosenKernels.GreatestInt(i, width, ints, results));
        ExtremeRows.Same(
            where, longStarts, results => ChosenKernels.LeastUnsigned(device, n, width, longs, results), (i, results) => ChosenKernels.LeastUnsigned(i, width, longs, results));
        Places(
            where + " >",
            intStarts,
            (results, places) => ChosenKernels.PlaceOfGreatestInt(device, n, width, ints, results, places),
            (i, results, places) => ChosenKernels.PlaceOfGreatestInt(i, width, ints, results, places));
        Places(
            where + " <",
            longStarts,
            (results, places) => ChosenKernels.PlaceOfLeastUnsigned(device, n, width, longs, results, places),
            (i, results, places) => ChosenKernels.PlaceOfLeastUnsigned(i, width, longs, results, places));
    }

    private static void Places<T>(string where, T[] starts, Action<T[], int[]> launch, Action<int, T[], int[]> item)
        where T : unmanaged
    {
        int[] before = [.. starts.Select(static _ => -7)];
        ExtremeRows.Same(where, starts, results => launch(results, [.. before]), (i, results) => item(i, results, [.. before]));
        ExtremeRows.Same(where, before, places => launch([.. starts], places), (i, places) => item(i, [.. starts], places));
    }
}
