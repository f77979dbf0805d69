using HmmGen.Base;
using HmmGen.Corpus;
using HmmGen.Paging.Eviction;
using HmmGen.Tests.Paging.Replay;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Which pages leave a device, and that some page always can.</summary>
public sealed class EvictionTests(ITestOutputHelper output)
{
    private const int Page = 1024;

    [Theory]
    [InlineData(OverlapKind.Never)]
    [InlineData(OverlapKind.WhereItPays)]
    [InlineData(OverlapKind.Always)]
    internal void Scans_of_twice_the_budget_bring_a_twentieth_more_than_the_best_at_most(OverlapKind overlap)
    {
        const int Frames = 6144;
        const int Passes = 10;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Frames << 12, Testing = new PagingTestOptions { Overlap = overlap } });
        using TracedArrays arrays = new();
        (HmmArray<float> x, HmmArray<float> sums) = (arrays.Written<float>(2 * Frames * Page), arrays.Written<float>(2 * Frames));
        for (int pass = 0; pass < Passes; pass++)
        {
            Reductions.Sum(device, 2 * Frames, Page, x, sums);
        }

        // A chunk comes whole, and beside another where that pays. So the best of a device that brings one page at a time is out of reach.
        double best = Replays.Best([.. Enumerable.Range(0, Passes).SelectMany(static _ => Enumerable.Range(0, 2 * Frames))], Frames);
        long brought = x.StatisticsOn(device).BytesIn >> 12;
        output.WriteLine($"{brought} pages came, {best} at best");
        Assert.InRange(brought / best, 1, 1.05);
    }

    [Fact]
    public void Large_pages_of_a_streaming_array_make_room_for_each_other()
    {
        // One page of four frames fits at a time.
        using HmmDevice device = HmmDevice.Simulated(
            new SimulatedOptions { MemoryBudget = 7 << 12, PageSize = 4 << 12, Variant = HmmKernelVariants.Resumable, Prefetch = false });
        using TracedArrays arrays = new();
        (HmmArray<int> x, HmmArray<int> y) = (arrays.Written<int>(16 * Page), arrays.Written<int>(16 * Page));
        x.Advise(HmmAdvice.Streaming);
        y.Advise(HmmAdvice.Streaming);
        x.AsSpan()[5 * Page] = 7;

        TransparentKernels.Copy(device, 16 * Page, x, y);

        Assert.True(x.AsReadOnlySpan().SequenceEqual(y.AsReadOnlySpan()));
        Assert.Equal(7, y[5 * Page]);
    }

    [Fact]
    public void A_streaming_array_leaves_before_one_that_was_used_earlier()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 256 << 12 });
        using TracedArrays arrays = new();
        (HmmArray<float> kept, HmmArray<float> streaming) = (arrays.Written<float>(100 * Page), arrays.Written<float>(100 * Page));
        (HmmArray<float> other, HmmArray<float> sums) = (arrays.Written<float>(100 * Page), arrays.Written<float>(100));
        streaming.Advise(HmmAdvice.Streaming);
        Reductions.Sum(device, 100, Page, kept, sums);
        Reductions.Sum(device, 100, Page, streaming, sums);
        Reductions.Sum(device, 100, Page, other, sums);
        Reductions.Sum(device, 100, Page, kept, sums);

        Assert.Equal(100 << 12, kept.StatisticsOn(device).BytesIn);
    }

    [Fact]
    public void The_smallest_numbers_come_first()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < 2000; run++)
        {
            // No two are equal: the low bits are the place.
            ulong[] numbers = [.. Enumerable.Range(0, random.Next(1, 60)).Select(place => ((ulong)random.Next(run % 7 + 1) << 32) | (uint)place)];
            random.Shuffle(numbers);
            ulong[] sorted = [.. numbers.Order()];
            int count = random.Next(numbers.Length + 1);
            SmallestFirst.Arrange(numbers, count);
            Assert.Equal(sorted[..count], numbers[..count].Order());
            Assert.Equal(sorted[count..], numbers[count..].Order());
        }
    }

    [Fact]
    public void Replays_count_as_one_does_by_hand()
    {
        int[] uses = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
        Assert.Equal((7, 10), (Replays.Best(uses, 3), Replays.LeastRecentlyUsed(uses, 3)));
        Assert.Equal((6, 8), (Replays.Best(uses, 4), Replays.LeastRecentlyUsed(uses, 4)));
        Assert.Equal((5, 5), (Replays.Best(uses, 5), Replays.LeastRecentlyUsed(uses, 5)));
    }
}
