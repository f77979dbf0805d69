using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Launches on the host over plain arrays make no garbage when they come again, whatever the arrays, and do what other launches do.</summary>
[Collection(AllocationCounts.Name)]
public sealed class PlainArrayTests
{
    private const int Length = 3000;

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(Length)]
    public void They_make_no_garbage(int items)
    {
        int[] x = Numbers();
        int[] y = new int[Length];
        int[] places = [.. Enumerable.Range(0, Length).Reverse()];
        Func<Action, long> count = items == Length ? KeptGarbage.OfSharedLaunches : KeptGarbage.OfLaunches;
        Assert.Equal(0, count(() => KeptKernels.Scale(HmmDevice.Host, items, new(2, 1), x, y)));
        Assert.Equal(0, count(() => KeptKernels.Gather(HmmDevice.Host, items, places, x.AsMemory(), new ArraySegment<int>(y))));
        for (int i = 0; i < items; i++)
        {
            Assert.Equal(Length - 1 - i, y[i]);
        }
    }

    [Fact]
    public void Other_arrays_of_the_same_lengths_are_taken_as_they_are()
    {
        int seed = TestSeeds.First;
        Random random = new(seed);
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(100);
        for (int round = 0; round < 300; round++)
        {
            int[] x = new int[200];
            int[] y = new int[200];
            random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(x.AsSpan()));
            int from = random.Next(100);
            int to = random.Next(100);
            switch (random.Next(4))
            {
                case 0:
                    KeptKernels.Scale(HmmDevice.Host, 100, new(3, 0), x.AsMemory(from, 100), y.AsMemory(to, 100));
                    break;
                case 1:
                    KeptKernels.Scale(HmmDevice.Host, 100, new(3, 0), new ArraySegment<int>(x, from, 100), new ArraySegment<int>(y, to, 100));
                    break;
                case 2:
                    KeptKernels.Scale(HmmDevice.Host, 100, new(3, 0), x.AsMemory(from, 100), array);
                    array.AsSpan().CopyTo(y.AsSpan(to));
                    break;
                default:
                    x.AsSpan(from, 100).CopyTo(array.AsSpan());
                    KeptKernels.Scale(HmmDevice.Host, 100, new(3, 0), array, y.AsMemory(to, 100));
                    break;
            }

            for (int i = 0; i < 100; i++)
            {
                Assert.True(unchecked(x[from + i] * 3) == y[to + i], $"round {round}, element {i}, seed {seed}");
            }

            Assert.Equal((0, 0), (y.Take(to).Count(element => element != 0), y.Skip(to + 100).Count(element => element != 0)));
        }
    }

    [Fact]
    public void They_fail_like_others()
    {
        int[] x = Numbers();
        int[] y = new int[Length];
        int[] places = Numbers();
        void Launch(HmmExtent extent) => KeptKernels.Gather(HmmDevice.Host, extent, places, x, y);
        Launch(20);
        Launch(20);
        places[7] = Length;
        HmmAccessException kept = Assert.Throws<HmmAccessException>(() => Launch(20));
        HmmAccessException whole = Assert.Throws<HmmAccessException>(() => Launch((HmmExtent)20 with { Measurement = new HmmMeasurement() }));
        Assert.Equal(whole.Message, kept.Message);
        Assert.Equal(7, Assert.Single(kept.WorkItem));
        places[7] = 7;
        Launch(20);
        int[]? none = null;
        Assert.Throws<ArgumentNullException>(() => KeptKernels.Gather(HmmDevice.Host, 20, places, x, none));
        Assert.Throws<HmmAccessException>(() => KeptKernels.Gather(HmmDevice.Host, 20, places, x, new int[5]));
    }

    [Fact]
    public void Arrays_that_overlap_are_one_memory()
    {
        int[] numbers = Numbers();
        for (int round = 0; round < 3; round++)
        {
            // Each item reads and writes its own element.
            KeptKernels.Scale(HmmDevice.Host, 50, new(2, 0), numbers.AsMemory(3, 50), numbers.AsMemory(3, 50));
        }

        Assert.Equal(Enumerable.Range(3, 50).Select(number => number * 8), numbers.Skip(3).Take(50));
        Assert.Equal((2, 53), (numbers[2], numbers[53]));
    }

    [Fact]
    public void They_keep_no_array_alive()
    {
        WeakReference array = Launch();
        bool isGone = SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                return !array.IsAlive;
            },
            TimeSpan.FromSeconds(20));
        Assert.True(isGone);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Launch()
    {
        int[] y = new int[Length];
        KeptKernels.Divide(HmmDevice.Host, Length, 1, y);
        KeptKernels.Divide(HmmDevice.Host, Length, 1, y);
        return new WeakReference(y);
    }

    private static int[] Numbers() => [.. Enumerable.Range(0, Length)];
}
