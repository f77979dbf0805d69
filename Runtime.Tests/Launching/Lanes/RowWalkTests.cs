using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;
using static HmmGen.Tests.Launching.Lanes.RowAnswers;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Items that walk along rows give the same as one after another, for rows and numbers of items of any size. A NaN is any NaN.</summary>
public sealed class RowWalkTests(ITestOutputHelper output)
{
    [Fact]
    public void Kernels_with_rows_have_lanes()
    {
        KernelDescriptor[] kernels =
        [
            RowKernels.DistanceKernel.Descriptor, RowKernels.DifferencesKernel.Descriptor, RowKernels.DotKernel.Descriptor, RowKernels.WideKernel.Descriptor,
            RowKernels.BitsKernel.Descriptor, RowKernels.GreatestKernel.Descriptor, RowKernels.RunningKernel.Descriptor, RowKernels.SoftmaxKernel.Descriptor,
            RowKernels.NearestKernel.Descriptor, RowKernels.PlanesKernel.Descriptor, RowKernels.AlternatingKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
        Assert.True(RowKernels.SoftmaxKernel.Descriptor.Lanes is { IsWide: true, Guarded: GuardedFunctions.Exp });
        Assert.True(RowKernels.DistanceKernel.Descriptor.Lanes is { IsWide: true, Guarded: GuardedFunctions.None });
        Assert.Null(RowKernels.PrefixKernel.Descriptor.Lanes);
        Assert.Null(RowKernels.ShiftedKernel.Descriptor.Lanes);
        Assert.Null(RowKernels.AgainKernel.Descriptor.Lanes);
        Assert.True(RowKernels.OverlappingKernel.Descriptor.Lanes is { IsOfTurns: true });
    }

    [Fact]
    public void Rows_of_any_width_give_the_same()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);

        // One thread, so that few items are not cut into ranges shorter than a group of lanes.
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } });
        int[] widths = [0, 1, 7, 8, 9, 15, 16, 17, 143, 275];
        for (int run = 0; run < TestScale.Iterations(20, 60, 2000); run++)
        {
            Compare(device, random, random.Next(1, 42), run < widths.Length ? widths[run] : random.Next(70));
        }
    }

    private static void Compare(HmmDevice device, Random random, int n, int width)
    {
        int all = n * width;
        float[] numbers = Numbers(random, all), scores = [.. numbers.Select(static x => float.IsNormal(x) ? x % 30 : x)], point = Numbers(random, Math.Max(n, width));
        double[] wide = [.. numbers.Select(static x => x * 1.1)], bias = [.. point.Select(static x => x / 3.0)];
        sbyte[] small = Bits<sbyte>(random, all), vector = Bits<sbyte>(random, width);
        short[] shorts = Bits<short>(random, all);
        int[] ints = Bits<int>(random, all);
        uint[] bits = Bits<uint>(random, all);
        byte[] bytes = Bits<byte>(random, all);
        bool[] flags = [.. bytes.Select(static one => one > 100)];
        Same(new float[n], results => RowKernels.Distance(device, n, width, numbers, point, results), (i, results) => RowKernels.Distance(i, width, numbers, point, results));
        Same(
            new double[n],
            results => RowKernels.Differences(device, n, width, 1.25, wide, bias, results),
            (i, results) => RowKernels.Differences(i, width, 1.25, wide, bias, results));
        Same(new int[n], results => RowKernels.Dot(device, n, width, small, vector, results), (i, results) => RowKernels.Dot(i, width, small, vector, results));
        Same(new long[n], results => RowKernels.Wide(device, n, width, ints, results), (i, results) => RowKernels.Wide(i, width, ints, results));
        Same(new uint[n], results => RowKernels.Bits(device, n, width, bits, results), (i, results) => RowKernels.Bits(i, width, bits, results));
        Same(
            new float[n],
            results => RowKernels.Greatest(device, n, width, shorts, numbers, results),
            (i, results) => RowKernels.Greatest(i, width, shorts, numbers, results));
        Same(ints, rows => RowKernels.Prefix(device, n, width, rows), (i, rows) => RowKernels.Prefix(i, width, rows), n);
        Same(ints, rows => RowKernels.Shifted(device, n, width, rows), (i, rows) => RowKernels.Shifted(i, width, rows), n);
        Same(
            new float[n],
            results => RowKernels.Alternating(device, n, n, width, numbers, results),
            (i, results) => RowKernels.Alternating(i, n, width, numbers, results));
        int[] changed = [.. ints], expected = [.. ints];
        Same(new int[n], results => RowKernels.Again(device, n, width, changed, results), (i, results) => RowKernels.Again(i, width, expected, results));
        Equal(expected, changed);
        Same(new float[all], shares => RowKernels.Softmax(device, n, width, scores, shares), (i, shares) => RowKernels.Softmax(i, width, scores, shares), n);
        Same(
            new int[n],
            nearest => RowKernels.Nearest(device, n, width, 5, numbers, Numbers(new Random(width), 5 * width), nearest),
            (i, nearest) => RowKernels.Nearest(i, width, 5, numbers, Numbers(new Random(width), 5 * width), nearest));
        Running(device, n, width, flags, bytes);
        Planes(device, random, n, width);
    }

    private static void Running(HmmDevice device, int n, int width, bool[] flags, byte[] bytes)
    {
        byte[] ours = [.. bytes], theirs = [.. bytes];
        double[] sums = new double[bytes.Length], expected = new double[bytes.Length];
        bool[] opposites = new bool[bytes.Length], opposed = new bool[bytes.Length];
        RowKernels.Running(device, n, width, flags, ours, sums, opposites);
        for (int i = 0; i < n; i++)
        {
            RowKernels.Running(i, width, flags, theirs, expected, opposed);
        }

        Equal(theirs, ours);
        Equal(expected, sums);
        Assert.Equal(opposed, opposites);
    }

    private static void Planes(HmmDevice device, Random random, int n, int width)
    {
        const int Count = 3;
        float[] source = Numbers(random, Count * n * width), factors = Numbers(random, Math.Max(Count, width)), sums = new float[Count * n], expected = new float[Count * n];
        RowKernels.Planes(device, (Count, n), n, width, source, factors, sums);
        for (int item = 0; item < Count * n; item++)
        {
            RowKernels.Planes(item / n, item % n, n, width, source, factors, expected);
        }

        Equal(expected, sums);
    }
}
