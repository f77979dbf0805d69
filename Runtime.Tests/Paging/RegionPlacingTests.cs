using HmmGen.Corpus;
using HmmGen.Paging;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>On a device that cannot hold all regions, a region is not moved together in each launch. Where launches go on, it is in the end.</summary>
public sealed class RegionPlacingTests(ITestOutputHelper output)
{
    private const int Page = 1024;

    /// <summary>
    /// Three arrays of which two fit, in turn. Were each placed as a whole, no launch would find a page of its array.
    /// </summary>
    [Fact]
    public void Arrays_in_turn_keep_what_fits()
    {
        const int Rounds = 12;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 768 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        HmmArray<float>[] all = [arrays.Written<float>(350 * Page), arrays.Written<float>(350 * Page), arrays.Written<float>(350 * Page)];
        HmmArray<float> sums = arrays.Written<float>(350);
        for (int round = 0; round < 3 * Rounds; round++)
        {
            Reductions.Sum(device, 350, Page, all[round % 3], sums);
        }

        long brought = all.Sum(array => array.StatisticsOn(device).BytesIn) >> 12;
        output.WriteLine($"{brought} pages came in {3 * Rounds} launches of 350");
        Assert.InRange(brought, 1050, 1050 + Rounds * 500);
    }

    /// <summary>Pages of two arrays come by turns, so that they lie between each other. Then one of them is used alone, again and again.</summary>
    [Fact]
    public void What_is_used_again_and_again_comes_together()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 256 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        (HmmArray<float> one, HmmArray<float> other) = (arrays.Written<float>(100 * Page), arrays.Written<float>(300 * Page));
        HmmArray<float> sums = arrays.Written<float>(300);
        for (int page = 0; page < 100; page += 10)
        {
            one.Prefetch(device, (page * Page, (page + 5) * Page));
            other.Prefetch(device, (page * Page, (page + 10) * Page));
        }

        one.Prefetch(device, HmmRange.All);
        long before = one.StatisticsOn(device).BytesIn;
        Reductions.Sum(device, 100, Page, one, sums);
        Assert.Equal(before, one.StatisticsOn(device).BytesIn);
        Assert.True(((RegionMirror)one.Region!.Mirrors[0]).LinearFrame < 0);

        for (int i = 0; i < 200; i++)
        {
            Reductions.Sum(device, 100, Page, one, sums);
        }

        Assert.True(((RegionMirror)one.Region!.Mirrors[0]).LinearFrame >= 0);
        Assert.InRange(one.StatisticsOn(device).BytesIn - before, 1, 100 << 12);
    }
}
