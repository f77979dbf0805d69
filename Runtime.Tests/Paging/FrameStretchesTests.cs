using HmmGen.Paging.Eviction;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>Frames beside each other are found among those that leave anyway, at the least cost, and never among those that stay.</summary>
public sealed class FrameStretchesTests(ITestOutputHelper output)
{
    /// <summary>What a frame costs whose page moves aside.</summary>
    private const int Aside = 8;

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
            bool movesAside = random.Next(2) == 0;
            int late = movesAside ? Aside : 12;
            stretches.Rate(ranks, now, soon, most, movesAside);
            int?[] costs = Costs(ranks, now, soon, late);
            int[] runs = [];
            int lastRun = 0;
            for (int step = 0; step < 8; step++)
            {
                int unit = 1 << random.Next(3), count = unit * random.Next(1, 20);
                StretchWish wish = new(count, unit, Neighbour(random, ranks), Neighbour(random, ranks), MayLieApart: random.Next(4) > 0);
                FrameStretch found = stretches.Find(wish, out long cost);
                Check(seed, wish, found, cost, costs, most);
                if (found.Count > 0)
                {
                    most -= costs.AsSpan(found.First, found.Count).ToArray().Sum() ?? 0;
                    for (int frame = found.First; frame < found.First + found.Count; frame++)
                    {
                        Assert.True(stretches.Take(frame) == (costs[frame] == Aside), $"seed {seed}: frame {frame} costs {costs[frame]}");
                        costs[frame] = null;
                    }
                }

                Assert.Equal(most, stretches.Left);
                for (int spare = movesAside && step > 4 ? random.Next(6) : 0; spare > 0; spare--)
                {
                    int frame = stretches.TakeSpare();
                    Assert.True(frame < 0 ? !costs.Contains(0) : costs[frame] == 0, $"seed {seed}: frame {frame} is spare");
                    if (frame >= 0)
                    {
                        // By the runs as they were before any frame was spare.
                        runs = lastRun == 0 ? [.. Enumerable.Range(0, costs.Length).Select(one => RunOf(costs, one))] : runs;
                        Assert.True(runs[frame] >= lastRun, $"seed {seed}: {frame} is of a run of {runs[frame]}, after one of {lastRun}");
                        (lastRun, costs[frame]) = (runs[frame], null);
                    }
                }
            }
        }
    }

    /// <summary>The number of neighbouring frames that leave now, a frame among them; 0 when it does not.</summary>
    private static int RunOf(int?[] costs, int frame)
    {
        int first = frame, end = frame;
        while (first > 0 && costs[first - 1] == 0)
        {
            first--;
        }

        while (end < costs.Length && costs[end] == 0)
        {
            end++;
        }

        return costs[frame] == 0 ? end - first : 0;
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
                least = MayBeTaken(window, costs) && window.Sum() <= most ? Math.Min(least, window.Sum()!.Value + breaks) : least;
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
        Assert.True(MayBeTaken(costs[found.First..(found.First + found.Count)], costs), $"seed {seed}: {found} may not leave");
    }

    /// <summary>Whether all frames may be taken. Pages that move aside need frames that leave now, outside of the window.</summary>
    private static bool MayBeTaken(int?[] window, int?[] all)
        => !window.Contains(null) && window.Count(static one => one == Aside) <= all.Count(static one => one == 0) - window.Count(static one => one == 0);

    /// <summary>What each frame costs; null for those whose pages stay.</summary>
    private static int?[] Costs(uint[] ranks, long now, long soon, int late)
    {
        int?[] costs = new int?[ranks.Length];
        int[] order = [.. Enumerable.Range(0, ranks.Length).Where(frame => ranks[frame] is not (FrameRanks.Free or FrameRanks.Fixed)).OrderBy(frame => ranks[frame])];
        for (int i = 0; i < order.Length; i++)
        {
            costs[order[i]] = i < now ? 0 : i < now + soon ? 1 : late;
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
