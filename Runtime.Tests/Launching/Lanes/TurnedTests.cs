using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Planning;
using HmmGen.Tests.Devices;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Items whose lanes lie along another index than the last one: the same results as item after item, for every size, in every box, on all threads.</summary>
public sealed class TurnedTests(ITestOutputHelper output)
{
    private static readonly int[] Sizes = [1, 2, 7, 8, 9, 16, 17, 31, 64, 71];

    [Fact]
    public void Kernels_lie_along_the_index_of_neighbours()
    {
        Assert.Equal(0, Turned<TurnedKernels.ColumnsKernel, TurnedKernels.ColumnsKernel.Arguments>());
        Assert.Equal(0, Turned<TurnedKernels.MultiplyKernel, TurnedKernels.MultiplyKernel.Arguments>());
        Assert.Equal(0, Turned<TurnedKernels.VolumeKernel, TurnedKernels.VolumeKernel.Arguments>());
        Assert.Equal(1, Turned<TurnedKernels.PlanesKernel, TurnedKernels.PlanesKernel.Arguments>());
        Assert.Equal(0, Turned<TurnedKernels.MeetingKernel, TurnedKernels.MeetingKernel.Arguments>());
    }

    [Fact]
    public void Matrices_of_every_size()
    {
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        foreach (int rows in Sizes)
        {
            foreach (int columns in Sizes)
            {
                Compare($"{rows} x {columns}", rows * columns, (rows, columns), (extent, source, target) => TurnedKernels.Columns(lanes, extent, rows, 5, source, target), (source, target) =>
                {
                    for (int row = 0; row < rows; row++)
                    {
                        for (int column = 0; column < columns; column++) TurnedKernels.Columns(row, column, rows, 5, source, target);
                    }
                });
                Product(lanes, rows, columns, inner: 9);
            }
        }
    }

    [Fact]
    public void Volumes_of_every_size()
    {
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        foreach (int width in Sizes)
        {
            foreach ((int height, int depth) in ((int, int)[])[(1, 1), (3, 8), (8, 3), (9, 17)])
            {
                Compare($"{width} x {height} x {depth}", width * height * depth, (width, height, depth),
                    (extent, source, target) => TurnedKernels.Volume(lanes, extent, width, height, source, target),
                    (source, target) => Each(width, height, depth, (x, y, z) => TurnedKernels.Volume(x, y, z, width, height, source, target)));
                Compare($"{height} planes of {width} x {depth}", width * height * depth, (height, width, depth),
                    (extent, source, target) => TurnedKernels.Planes(lanes, extent, width, depth, source, target),
                    (source, target) => Each(height, width, depth, (plane, row, column) => TurnedKernels.Planes(plane, row, column, width, depth, source, target)));
            }
        }
    }

    [Fact]
    public void Boxes_that_begin_anywhere()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        for (int run = 0; run < TestScale.Iterations(quick: 50, full: 400, @long: 4_000); run++)
        {
            int width = random.Next(1, 70), height = random.Next(1, 12), depth = random.Next(1, 30);
            (int x, int y, int z) = (random.Next(width), random.Next(height), random.Next(depth));
            (int endX, int endY, int endZ) = (random.Next(x, width) + 1, random.Next(y, height) + 1, random.Next(z, depth) + 1);
            Compare($"{x}..{endX} of {width}, {y}..{endY} of {height}, {z}..{endZ} of {depth}", width * height * depth, HmmExtent.Range((x, endX), (y, endY), (z, endZ)),
                (extent, source, target) => TurnedKernels.Volume(lanes, extent, width, height, source, target),
                (source, target) => Each(endX - x, endY - y, endZ - z, (a, b, c) => TurnedKernels.Volume(x + a, y + b, z + c, width, height, source, target)));
        }
    }

    [Fact]
    public void Items_that_meet_keep_their_order()
    {
        using HmmDevice one = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1, Testing = new() { Lanes = Base.LaneUse.Always } });
        foreach (int step in (int[])[0, 1, 2, 7, 15, 16, 17, 40])
        {
            const int Rows = 16, Columns = 9;
            Compare($"step {step}", Rows + Columns * step, (Rows, Columns),
                (extent, source, target) => TurnedKernels.Meeting(one, extent, step, source, target),
                (source, target) =>
                {
                    for (int row = 0; row < Rows; row++)
                    {
                        for (int column = 0; column < Columns; column++) TurnedKernels.Meeting(row, column, step, source, target);
                    }
                });
        }
    }

    [Fact]
    public async Task Threads_and_reports_cut_rows_anywhere()
    {
        const int Rows = 1003, Columns = 517;
        using HmmDevice lanes = DeviceForms.Open("host, lanes");
        using CancellationTokenSource source = new();
        HmmExtent extent = (Rows, Columns);
        using HmmArray<int> added = HmmSpace.Shared.Allocate<int>(Rows * Columns);
        using HmmArray<int> sums = HmmSpace.Shared.Allocate<int>(Rows * Columns);
        for (int run = 0; run < 3; run++)
        {
            int[] expected = new int[Rows * Columns];
            for (int at = 0; at < expected.Length; at++)
            {
                added.AsSpan()[at] = at * 7;
                sums.AsSpan()[at] = at;
                expected[at] = at * 5 + at * 7;
            }

            HmmExtent now = run == 1 ? extent with { Progress = new Progress<HmmProgress>() } : extent;
            await TurnedKernels.ColumnsAsync(lanes, now, Rows, 5, added, sums, run == 2 ? source.Token : CancellationToken.None);

            Assert.Equal(expected, sums.AsReadOnlySpan().ToArray());
        }
    }

    [Fact]
    public void Own_elements_are_those_that_no_other_item_has()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        int own = 0;
        for (int run = 0; run < 20_000; run++)
        {
            (int Step, int Size)[] dimensions = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (random.Next(4) == 0 ? random.Next(-200, 200) : random.Next(-12, 30), random.Next(1, 6)))];
            int width = random.Next(1, 4);
            LaneOrder order = dimensions.Aggregate(LaneOrder.Of(width), static (order, one) => order.And(one.Step, one.Size));
            IEnumerable<int> starts = dimensions.Aggregate((IEnumerable<int>)[0], static (all, one) => all.SelectMany(at => Enumerable.Range(0, one.Size).Select(item => at + item * one.Step)));
            int[] elements = [.. starts.SelectMany(at => Enumerable.Range(at, width))];
            bool isOwn = elements.Distinct().Count() == elements.Length;
            Assert.True(isOwn || !order.IsOwn, $"width {width}, {string.Join(", ", dimensions)}");
            own += order.IsOwn ? 1 : 0;
        }

        Assert.InRange(own, 2_000, 18_000);
        Assert.False(LaneOrder.Of(1).And(1, 1 << 16).And(1 << 16, 1 << 16).IsOwn);
        Assert.True(LaneOrder.Of(1).And(1, 1 << 15).And(1 << 15, (1 << 16) - 1).IsOwn);
    }

    private static int? Turned<TKernel, TArguments>()
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        => TKernel.Descriptor.Lanes?.Turned;

    private static void Product(HmmDevice device, int rows, int columns, int inner)
    {
        Random random = new(rows + columns);
        float[] left = [.. Enumerable.Range(0, rows * inner).Select(_ => random.NextSingle())], right = [.. Enumerable.Range(0, columns * inner).Select(_ => random.NextSingle())];
        float[] expected = new float[rows * columns], actual = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++) TurnedKernels.Multiply(row, column, rows, inner, left, right, expected);
        }

        TurnedKernels.Multiply(device, (rows, columns), rows, inner, left, right, actual);
        Assert.Equal(expected, actual);
    }

    private static void Each(int size0, int size1, int size2, Action<int, int, int> item)
    {
        for (int at = 0; at < size0 * size1 * size2; at++) item(at / size2 / size1, at / size2 % size1, at % size2);
    }

    private static void Compare(string what, int length, HmmExtent extent, Action<HmmExtent, int[], int[]> launch, Action<int[], int[]> plain)
    {
        Random random = new(length);
        int[] source = [.. Enumerable.Range(0, length).Select(_ => random.Next())];
        int[] expected = [.. Enumerable.Range(0, length)];
        int[] actual = [.. expected];
        plain(source, expected);
        launch(extent, source, actual);
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            int at = expected.AsSpan().CommonPrefixLength(actual);
            throw new InvalidOperationException($"{what}: item {at} gave {actual[at]}, not {expected[at]}.");
        }
    }
}
