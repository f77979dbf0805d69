using HmmGen.Base;
using HmmGen.Launching.Shapes;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>A launch of one dimension that turns data and does not fit is cut into tiles. It moves few bytes, and gives what a loop gives.</summary>
public sealed class TileTests(ITestOutputHelper output)
{
    private delegate void Body(int i, ReadOnlySpan<int> x, Span<int> y);

    [Fact]
    public void Each_work_item_is_in_one_chunk()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < 300; run++)
        {
            int period = random.Next(2, 9), first = random.Next(20), end = first + random.Next(3 * period, 60);
            WorkBox box = WorkBox.Line(first, end);
            WorkBox folded = new((first + period - 1) / period, end / period, 0, period, 0, 1) { Period = period };
            ChunkShape shape = new(random.Next(1, 9), random.Next(1, 9), 1, SweepOrder.All(2)[random.Next(2)]);
            List<long> items = [.. new TileShape(box, folded, shape).All().SelectMany(static chunk => chunk.Lines()).SelectMany(Items)];
            Assert.Equal(Enumerable.Range(first, end - first).Select(static item => (long)item), items.Order());
        }
    }

    [Fact]
    public void A_tile_is_cut_into_all_its_items()
    {
        WorkBox tile = new(3, 9, 2, 7, 0, 1) { Period = 11 };
        Assert.Equal(30, tile.Count);
        List<long> items = [.. tile.Lines().SelectMany(Items)];
        (WorkBox before, WorkBox after) = tile.Halve();
        Assert.Equal(items, before.Lines().Concat(after.Lines()).SelectMany(Items));
        Assert.Equal(items, tile.Pieces(static () => 2).SelectMany(Items));
        Assert.All(tile.Pieces(static () => 2), static piece => Assert.InRange(piece.Count, 1, 2));
        Assert.Equal(WorkBox.Line(33, 99), (tile with { First1 = 0, End1 = 11 }).Unfolded());
        Assert.Equal(WorkBox.Line(35, 40), (tile with { End0 = 4 }).Unfolded());
        Assert.Equal(tile, tile.Unfolded());
    }

    /// <summary>Rows are whole pages, and not; the launch is all of the data, and a part that begins and ends within a row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="first">The first item.</param>
    /// <param name="left">The items behind the last one.</param>
    /// <param name="part">The device holds this part of the data.</param>
    /// <param name="most">The most bytes that are moved, over those of the data.</param>
    [Theory]
    [InlineData(1024, 1024, 0, 0, 4, 3)]
    [InlineData(700, 1500, 0, 0, 4, 3.2)]
    [InlineData(1500, 700, 0, 0, 4, 3.2)]
    [InlineData(1100, 1000, 777, 333, 4, 3.2)]
    [InlineData(2048, 2048, 0, 0, 16, 4.5)]
    public void A_transposition_moves_few_bytes(int rows, int columns, int first, int left, int part, double most)
    {
        int count = rows * columns;
        HmmExtent extent = HmmExtent.Range(first, count - left);
        Check(
            count, first, count - left, part, most,
            (device, x, y) => OneIndexKernels.Scatter(device, extent, rows, columns, x, y), (i, x, y) => OneIndexKernels.Scatter(i, rows, columns, x, y));
        Check(
            count, first, count - left, part, most,
            (device, x, y) => OneIndexKernels.Gather(device, extent, rows, columns, x, y), (i, x, y) => OneIndexKernels.Gather(i, rows, columns, x, y));
    }

    [Fact]
    public void A_transposition_by_bits_moves_few_bytes()
        => Check(
            1 << 20, 0, 1 << 20, 4, 2.2,
            static (device, x, y) => OneIndexKernels.ScatterBits(device, 1 << 20, 11, 2047, 512, x, y),
            static (i, x, y) => OneIndexKernels.ScatterBits(i, 11, 2047, 512, x, y));

    [Theory]
    [InlineData(16, 256, 256, 4)]
    [InlineData(16, 256, 256, 16)]
    [InlineData(13, 300, 211, 4)]
    public void Channels_that_move_behind_pixels_move_few_bytes(int channels, int height, int width, int part)
        => Check(
            channels * height * width, 0, channels * height * width, part, 1.5,
            (device, x, y) => OneIndexKernels.ChannelsLast(device, channels * height * width, height, width, channels, x, y),
            (i, x, y) => OneIndexKernels.ChannelsLast(i, height, width, channels, x, y));

    [Fact]
    public void Random_permutations_give_what_a_loop_gives()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        for (int run = 0; run < TestScale.Iterations(quick: 6, full: 30, @long: 1000); run++)
        {
            Random random = new(seed + run);
            int[] sizes = [random.Next(1, 80), random.Next(1, 80), random.Next(1, 80)], order = [0, 1, 2], strides = new int[3];
            random.Shuffle(order);
            strides[order[2]] = 1;
            strides[order[1]] = sizes[order[2]];
            strides[order[0]] = sizes[order[2]] * sizes[order[1]];
            int count = sizes[0] * sizes[1] * sizes[2], first = random.Next(2) * random.Next(count / 3 + 1), end = count - random.Next(2) * random.Next(count / 3);
            Check(
                count, first, end, random.Next(2, 20), double.PositiveInfinity,
                (device, x, y) => OneIndexKernels.Permute(
                    device, HmmExtent.Range(first, end), sizes[1], sizes[2], strides[0], strides[1], strides[2], x, y),
                (i, x, y) => OneIndexKernels.Permute(i, sizes[1], sizes[2], strides[0], strides[1], strides[2], x, y),
                random.Next(3) == 0 ? run : null);
        }
    }

    [Fact]
    public void The_lowest_item_that_fails_is_named()
    {
        using HmmArray<int> x = Numbers(1 << 20), y = HmmSpace.Shared.Allocate<int>(1 << 20);
        x[1000] = 0;
        x[1025] = 0;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 1 << 21 });
        DivideByZeroException failure = Assert.Throws<DivideByZeroException>(() => OneIndexKernels.Divide(device, 1 << 20, 1024, 1024, x, y));
        Assert.Contains("in work item (1000)", failure.Message, StringComparison.Ordinal);
        failure = Assert.Throws<DivideByZeroException>(() => OneIndexKernels.Scatter(device, 1 << 20, 1024, 0, x, y));
        Assert.Contains("in work item (0)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_launch_that_is_cancelled_has_run_items_whole_or_not_at_all()
    {
        const int Count = 1 << 20;
        using HmmArray<int> x = Numbers(Count);
        foreach (int delay in new[] { 0, 5, 20, 80 })
        {
            using HmmArray<int> y = HmmSpace.Shared.Allocate<int>(Count);
            using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 1 << 21 });
            using CancellationTokenSource source = new(delay);
            Exception? ended = await Record.ExceptionAsync(() => OneIndexKernels.ScatterAsync(device, Count, 1024, 1024, x, y, source.Token));
            Assert.True(ended is null or OperationCanceledException, ended?.ToString());
            int missing = 0;
            for (int i = 0; i < Count; i++)
            {
                int value = y[i % 1024 * 1024 + i / 1024];
                Assert.True(value == 0 || value == x[i] * 3);
                missing += value == 0 ? 1 : 0;
            }

            Assert.Equal(ended is not null, missing > 0);
        }
    }

    [Fact]
    public void Progress_counts_all_items()
    {
        using HmmArray<int> x = Numbers(1 << 20), y = HmmSpace.Shared.Allocate<int>(1 << 20);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 1 << 21 });
        Reports reports = new();
        OneIndexKernels.Scatter(device, HmmExtent.Range(500, 1_000_000) with { Progress = reports }, 1024, 1024, x, y);
        Assert.Equal((999_500, 999_500), reports.Last);
    }

    private static IEnumerable<long> Items(WorkBox line)
    {
        for (long item = line.First0; item < line.End0; item++)
        {
            yield return item;
        }
    }

    private static HmmArray<int> Numbers(int count)
    {
        HmmArray<int> numbers = HmmSpace.Shared.Allocate<int>(count);
        Random random = new(count);
        foreach (ref int number in numbers.AsSpan())
        {
            number = random.Next(1, 1000);
        }

        return numbers;
    }

    private void Check(
        int count, int first, int end, int part, double most, Action<HmmDevice, HmmArray<int>, HmmArray<int>> launch, Body body, int? evictions = null)
    {
        using HmmArray<int> x = Numbers(count), y = HmmSpace.Shared.Allocate<int>(count);
        using HmmDevice device = HmmDevice.Simulated(
            new SimulatedOptions { MemoryBudget = Math.Max(4 * 4096, 8L * count / part), RandomEvictions = evictions });
        launch(device, x, y);
        int[] source = x.ToArray(), expected = new int[count];
        for (int i = first; i < end; i++)
        {
            body(i, source, expected);
        }

        Assert.Equal(expected, y.ToArray());
        double moved = (device.Statistics.BytesIn + device.Statistics.BytesOut) / (8.0 * count);
        output.WriteLine($"{moved:0.00} times the data, {device.Statistics.Waves} waves");
        Assert.InRange(moved, 0, most);
    }

    private sealed class Reports : IProgress<HmmProgress>
    {
        public (long Done, long All) Last { get; private set; }

        public void Report(HmmProgress value) => Last = (value.ItemsDone, value.Items);
    }
}
