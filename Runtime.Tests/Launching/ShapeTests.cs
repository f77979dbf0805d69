using HmmGen.Base;
using HmmGen.Launching.Shapes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>A launch that does not fit is cut so that it moves few bytes, and gives the same as any other.</summary>
public sealed class ShapeTests(ITestOutputHelper output)
{
    [Fact]
    public void Each_work_item_is_in_one_chunk()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < 300; run++)
        {
            int first0 = random.Next(5), first1 = random.Next(5), first2 = random.Next(5);
            WorkBox box = new(first0, first0 + random.Next(1, 9), first1, first1 + random.Next(1, 9), first2, first2 + random.Next(1, 9));
            int[] order = [0, 1, 2];
            random.Shuffle(order);
            ChunkShape shape = new(random.Next(1, 10), random.Next(1, 10), random.Next(1, 10), new SweepOrder(order[0], order[1], order[2]));
            List<(long, long, long)> items = [.. shape.All(box).SelectMany(Items)];
            Assert.Equal(box.Count, items.Count);
            Assert.Equal(Items(box).ToHashSet(), items.ToHashSet());
            Assert.Equal(shape.Chunks(box), shape.All(box).Count());
        }
    }

    [Theory]
    [InlineData(512, 512)]
    [InlineData(700, 300)]
    [InlineData(1000, 1024)]
    public void A_transposition_at_a_quarter_of_its_data_moves_few_bytes(int rows, int columns)
    {
        using Matrices matrices = new(rows * columns, rows * columns, 1);
        double moved = matrices.Launch(4, device => ShapeKernels.Transpose(device, (rows, columns), rows, columns, matrices.Source, matrices.Target));
        for (int i = 0; i < rows * columns; i++)
        {
            Assert.Equal(matrices.Source[i] * 3, matrices.Target[i % columns * rows + i / columns]);
        }

        output.WriteLine($"{moved:0.00} times the data");
        Assert.InRange(moved, 0, 2.2);
    }

    [Fact]
    public void Products_of_all_rows_at_a_quarter_of_their_data_move_few_bytes()
    {
        const int Count = 512, Width = 256;
        using Matrices matrices = new(Count * Width, Count * Count, 2);
        double moved = matrices.Launch(
            4, device => ShapeKernels.Products(device, (Count, Count), Width, Count, matrices.Source, matrices.Target));
        int[] rows = matrices.Source.ToArray(), expected = new int[Count * Count];
        for (int i = 0; i < expected.Length; i++)
        {
            ShapeKernels.Products(i / Count, i % Count, Width, Count, rows, expected);
        }

        Assert.Equal(expected, matrices.Target.ToArray());
        output.WriteLine($"{moved:0.00} times the data");
        Assert.InRange(moved, 0, 3);
    }

    [Fact]
    public void The_lowest_item_that_fails_is_named_where_squares_would_be_better()
    {
        const int Size = 512;
        using Matrices matrices = new(Size * Size, Size * Size, 3);
        matrices.Source[Size - 2] = 0;
        matrices.Source[Size + 1] = 0;
        DivideByZeroException failure = Assert.Throws<DivideByZeroException>(
            () => matrices.Launch(4, device => ShapeKernels.Divide(device, (Size, Size), Size, Size, matrices.Source, matrices.Target)));
        Assert.Contains($"in work item (0, {Size - 2})", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_shapes_give_what_a_loop_gives()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        for (int run = 0; run < TestScale.Iterations(quick: 4, full: 20, @long: 300); run++)
        {
            Random random = new(seed + run);
            (int x, int y, int z) = (random.Next(1, 80), random.Next(1, 80), random.Next(1, 80));
            using Matrices matrices = new(x * y * z, x * y * z, seed + run);
            matrices.Launch(
                random.Next(2, 20), device => ShapeKernels.Turn(device, (x, y, z), x, y, z, matrices.Source, matrices.Target), random.Next(3) == 0 ? run : null);
            int[] source = matrices.Source.ToArray(), expected = new int[x * y * z];
            foreach ((long i, long j, long k) in Items(new WorkBox(0, x, 0, y, 0, z)))
            {
                ShapeKernels.Turn((int)i, (int)j, (int)k, x, y, z, source, expected);
            }

            Assert.Equal(expected, matrices.Target.ToArray());
        }
    }

    private static IEnumerable<(long, long, long)> Items(WorkBox box)
    {
        for (long i = box.First0; i < box.End0; i++)
        {
            for (long j = box.First1; j < box.End1; j++)
            {
                for (long k = box.First2; k < box.End2; k++)
                {
                    yield return (i, j, k);
                }
            }
        }
    }

    /// <summary>A matrix that is read and one that is written.</summary>
    private sealed class Matrices : IDisposable
    {
        private readonly long _bytes;

        public Matrices(int source, int target, int seed)
        {
            Random random = new(seed);
            Source = HmmSpace.Shared.Allocate<int>(source);
            Target = HmmSpace.Shared.Allocate<int>(target);
            for (int i = 0; i < source; i++)
            {
                Source[i] = random.Next(1, 1000);
            }

            _bytes = 4L * (source + target);
        }

        public HmmArray<int> Source { get; }

        public HmmArray<int> Target { get; }

        /// <summary>Launches on a device that holds a part of the bytes, and returns the bytes moved over the bytes of data.</summary>
        public double Launch(int part, Action<HmmDevice> launch, int? evictions = null)
        {
            using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Math.Max(4 * 4096, _bytes / part), RandomEvictions = evictions });
            launch(device);
            return (device.Statistics.BytesIn + device.Statistics.BytesOut) / (double)_bytes;
        }

        public void Dispose()
        {
            Source.Dispose();
            Target.Dispose();
        }
    }
}
