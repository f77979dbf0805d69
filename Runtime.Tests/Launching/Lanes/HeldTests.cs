using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;
using static HmmGen.Tests.Launching.Lanes.RowAnswers;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Rows that groups of lanes hold give the same as items one after another, however long they are and however often they are walked along.</summary>
public sealed class HeldTests(ITestOutputHelper output)
{
    [Fact]
    public void Kernels_with_rows_in_loops_have_lanes()
    {
        KernelDescriptor[] kernels =
        [
            HeldKernels.NearestKernel.Descriptor, HeldKernels.PartsKernel.Descriptor, HeldKernels.PlanesKernel.Descriptor,
            HeldKernels.SometimesKernel.Descriptor, HeldKernels.MovingKernel.Descriptor, HeldKernels.PullsKernel.Descriptor, HeldKernels.ChangedKernel.Descriptor,
        ];
        Assert.All(kernels, static kernel => Assert.NotNull(kernel.Lanes));
    }

    [Fact]
    public void Rows_of_any_width_give_the_same()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } });

        // The last ones are longer than what is held of sixteen lanes of 32 bits, and of less.
        int[] widths = [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 510, 513, 1030, 4100];
        for (int run = 0; run < TestScale.Iterations(30, 80, 2000); run++)
        {
            Compare(device, random, random.Next(1, 100), run < widths.Length ? widths[run] : random.Next(70), random.Next(6));
        }
    }

    [Fact]
    public void Loops_without_a_turn_need_no_rows()
    {
        using HmmDevice device = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = LaneUse.Always } });
        int[] nearest = new int[40];
        HeldKernels.Nearest(device, nearest.Length, 16, 0, Array.Empty<float>(), Array.Empty<float>(), nearest);
        Assert.All(nearest, static one => Assert.Equal(-1, one));
        double[] pulls = [.. nearest.Select(static one => (double)one)];
        HeldKernels.Pulls(device, pulls.Length, 0, Array.Empty<HeldKernels.Place>(), Array.Empty<sbyte>(), pulls);
        Assert.All(pulls, static one => Assert.Equal(0, one));
    }

    private static void Compare(HmmDevice device, Random random, int n, int width, int turns)
    {
        int all = n * width;
        float[] rows = Numbers(random, all), means = Numbers(random, turns * width);
        sbyte[] small = Bits<sbyte>(random, all);
        double[] wide = [.. Numbers(random, n * (width + 3)).Select(static x => x / 7.0)];
        uint[] bits = Bits<uint>(random, all);
        int[] moving = Bits<int>(random, Math.Max(turns, 1) * all);
        Same(
            new int[n],
            nearest => HeldKernels.Nearest(device, n, width, turns, rows, means, nearest),
            (i, nearest) => HeldKernels.Nearest(i, width, turns, rows, means, nearest));
        Same(
            new double[n],
            results => HeldKernels.Parts(device, n, width, turns, small, wide, results),
            (i, results) => HeldKernels.Parts(i, width, turns, small, wide, results));
        Same(
            new uint[n],
            results => HeldKernels.Sometimes(device, n, width, turns, bits, results),
            (i, results) => HeldKernels.Sometimes(i, width, turns, bits, results));
        Same(
            new int[n],
            results => HeldKernels.Moving(device, n, n, width, turns, moving, results),
            (i, results) => HeldKernels.Moving(i, n, width, turns, moving, results));
        Planes(device, random, n, width, turns);
        Steady(device, random, n, Math.Min(turns, n));
    }

    private static void Steady(HmmDevice device, Random random, int n, int turns)
    {
        HeldKernels.Place[] places = [.. Numbers(random, n).Select(x => new HeldKernels.Place { X = x, Weight = x / 3.0 })];
        sbyte[] signs = Bits<sbyte>(random, 3 * n);
        Same(
            new double[n],
            pulls => HeldKernels.Pulls(device, n, turns, places, signs, pulls),
            (i, pulls) => HeldKernels.Pulls(i, turns, places, signs, pulls));
        HeldKernels.Place[] ours = [.. places], theirs = [.. places];
        HeldKernels.Changed(device, n, turns, ours, places);
        for (int item = 0; item < n; item++)
        {
            HeldKernels.Changed(item, turns, theirs, places);
        }

        Equal([.. theirs.Select(static one => one.X)], [.. ours.Select(static one => one.X)]);
    }

    private static void Planes(HmmDevice device, Random random, int n, int width, int turns)
    {
        const int Count = 2;
        short[] rows = Bits<short>(random, Count * n * width);
        bool[] marks = [.. rows.Select(static one => one > 1000)];
        int[] sums = new int[Count * n], expected = new int[Count * n];
        HeldKernels.Planes(device, (Count, n), n, width, turns, rows, marks, sums);
        for (int item = 0; item < Count * n; item++)
        {
            HeldKernels.Planes(item / n, item % n, n, width, turns, rows, marks, expected);
        }

        Equal(expected, sums);
    }
}
