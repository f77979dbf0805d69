using HmmGen.Paging.Eviction;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Passes that take many frames at a time give what one frame at a time gives, for any number of frames.</summary>
public sealed class RankCountsTests(ITestOutputHelper output)
{
    private const int Most = 150;

    private static readonly uint[] Edges =
    [
        FrameRanks.Free, 1, 2, 3, FrameRanks.LeastForeseen - 1, FrameRanks.LeastForeseen, FrameRanks.LeastForeseen + 1, FrameRanks.Fixed - 1, FrameRanks.Fixed,
    ];

    [Fact]
    public void Frames_are_rated_as_one_by_one()
    {
        Random random = Seeded();
        for (int count = 0; count < Most; count++)
        {
            uint[] ranks = Ranks(random, count);
            byte[] costs = new byte[count + 3];
            RankCounts counts = RankCounts.Rate(ranks, costs, 7, 8, 9);

            uint[] foreseen = [.. ranks.Where(static rank => rank is >= FrameRanks.LeastForeseen and < FrameRanks.Fixed)];
            int scored = ranks.Count(static rank => rank is > FrameRanks.Free and < FrameRanks.LeastForeseen);
            int free = ranks.Count(static rank => rank == FrameRanks.Free);
            Assert.Equal(new RankCounts(free, scored, foreseen.Length, foreseen.DefaultIfEmpty(FrameRanks.Fixed).Min()), counts);
            byte[] expected = [.. ranks.Select(static rank => (byte)(rank == FrameRanks.Free ? 7 : rank == FrameRanks.Fixed ? 9 : 8)), 0, 0, 0];
            Assert.Equal(expected, costs);
        }
    }

    [Fact]
    public void Frames_below_a_bound_are_listed_in_order()
    {
        Random random = Seeded();
        for (int count = 0; count < Most; count++)
        {
            uint[] ranks = Ranks(random, count);
            uint bound = Math.Max(1, Rank(random));
            ulong[] listed = new ulong[count];
            int found = RankCounts.List(ranks, bound, listed);

            IEnumerable<(int Frame, uint Rank)> below = ranks.Index().Where(item => item.Item != FrameRanks.Free && item.Item < bound);
            ulong[] expected = [.. below.Select(static item => ((ulong)item.Rank << 32) | (uint)item.Frame)];
            Assert.Equal(expected, listed[..found]);
        }
    }

    private Random Seeded()
    {
        output.WriteLine($"seed {TestSeeds.First}");
        return new Random(TestSeeds.First);
    }

    private static uint[] Ranks(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => Rank(random))];

    private static uint Rank(Random random) => random.Next(2) == 0 ? Edges[random.Next(Edges.Length)] : (uint)random.NextInt64(1L << 32);
}
