using HmmGen.Paging.Eviction;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Frames beside each other are found among those that leave anyway, at the least cost, and never among those that stay.</summary>
public sealed class FrameStretchesTests(ITestOutputHelper output)
{
    [Fact]
    public void Found_frames_may_leave_and_are_as_cheap_as_any()
    {
        output.WriteLine($"seeds from {TestSeeds.First}");
        int programs = TestScale.Iterations(quick: 300, full: 2_000, @long: 50_000);
        for (int seed = TestSeeds.First; seed < TestSeeds.First + programs; seed++)
        {
            Random random = new(seed);
            uint[] ranks = [.. Ranks(random, random.Next(1, 120))];
            long now = random.Next(ranks.Length + 3), soon = random.Next(12), most = random.Next(80);
            FrameStretches stretches = new();
            stretches.Rate(ranks, now, soon, most);
            int?[] costs = Costs(ranks, now, soon);
            for (int step = 0; step < 8; step++)
            {
                int unit = 1 << random.Next(3), count = unit * random.Next(1, 20);
                StretchWish wish = new(count, unit, Neighbour(random, ranks), Neighbour(random, ranks), MayLieApart: random.Next(4) > 0);
                FrameStretch found = stretches.Find(wish, out long cost);
                Check(seed, wish, found, cost, costs, most);
                if (found.Count > 0)
                {
                    most -= costs.AsSpan(found.First, found.Count).ToArray().Sum() ?? 0;
                    costs.AsSpan(found.First, found.Count).Clear();
                    stretches.Take(found);
                }
            }
        }
    }

    private static void Check(int seed, StretchWish wish, FrameStretch found, long cost, int?[] costs, long most)
    {
        int before = wish.After >= 0 ? (int)FrameStretches.BreakCost : 0, behind = wish.Before >= 0 ? (int)FrameStretches.BreakCost : 0;
        long least = FrameStretches.NotFound;
        for (int first = 0; first + wish.Count <= costs.Length; first++)
        {
            if (wish.MayLieApart || first == wish.After || first + wish.Count == wish.Before)
            {
                int breaks = (first == wish.After ? 0 : before) + (first + wish.Count == wish.Before ? 0 : behind);
                int?[] window = costs[first..(first + wish.Count)];
                least = Array.TrueForAll(window, static one => one is not null) && window.Sum() <= most ? Math.Min(least, window.Sum()!.Value + breaks) : least;
            }
        }

        if (found.Count == 0)
        {
            Assert.True(cost == FrameStretches.NotFound && least == FrameStretches.NotFound, $"seed {seed}: {wish} has frames");
            return;
        }

        Assert.True(cost <= least, $"seed {seed}: {wish} costs {cost} in {found}, and {least} elsewhere");
        Assert.True(costs[found.First..(found.First + found.Count)].Sum() <= most, $"seed {seed}: {found} costs more than {most}");
        Assert.True(found.Count <= wish.Count && found.Count % wish.Unit == 0, $"seed {seed}: {wish} has part of a page");
        Assert.True(Array.TrueForAll(costs[found.First..(found.First + found.Count)], static one => one is not null), $"seed {seed}: {found} may not leave");
    }

    /// <summary>What each frame costs; null for those whose pages stay.</summary>
    private static int?[] Costs(uint[] ranks, long now, long soon)
    {
        int?[] costs = new int?[ranks.Length];
        int[] order = [.. Enumerable.Range(0, ranks.Length).Where(frame => ranks[frame] is not (FrameRanks.Free or FrameRanks.Fixed)).OrderBy(frame => ranks[frame])];
        for (int i = 0; i < order.Length; i++)
        {
            costs[order[i]] = i < now ? 0 : i < now + soon ? 1 : 12;
        }

        for (int frame = 0; frame < ranks.Length; frame++)
        {
            costs[frame] = ranks[frame] == FrameRanks.Free ? 0 : costs[frame];
        }

        return costs;
    }

    private static IEnumerable<uint> Ranks(Random random, int frames)
    {
        while (frames > 0)
        {
            // Frames of a kind lie beside each other.
            int run = Math.Min(frames, random.Next(1, 30));
            uint rank = random.Next(5) switch { 0 => FrameRanks.Free, 1 => FrameRanks.Fixed, 2 => FrameRanks.LeastForeseen, _ => 2 };
            for (int i = 0; i < run; i++)
            {
                yield return rank < 2 || rank == FrameRanks.Fixed ? rank : rank + (uint)random.Next(3);
            }

            frames -= run;
        }
    }

    private static int Neighbour(Random random, uint[] ranks) => random.Next(2) == 0 ? -1 : random.Next(ranks.Length + 1);
}
