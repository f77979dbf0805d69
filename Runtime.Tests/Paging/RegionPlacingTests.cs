using HmmGen.Base;
using HmmGen.Corpus;
using HmmGen.Paging;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>On a device that cannot hold all regions, a region is not moved together in each launch. Where launches go on, it is in the end.</summary>
public sealed class RegionPlacingTests(ITestOutputHelper output)
{
    private const int Page = 1024;

    /// <summary>
    /// Three arrays of which two fit, in turn. Were each placed as a whole, no launch would find a page of its array. Were each brought as a whole, it would drive
    /// out the array that is used next, and not what has just been used. The best is 2,257 pages a round.
    /// </summary>
    [Fact]
    public void Arrays_in_turn_keep_what_fits()
    {
        const int Rounds = 12;
        const int Pages = 2800;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 6144 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        HmmArray<float>[] all = [arrays.Written<float>(Pages * Page), arrays.Written<float>(Pages * Page), arrays.Written<float>(Pages * Page)];
        HmmArray<float> sums = arrays.Written<float>(Pages);
        for (int round = 0; round < 3 * Rounds; round++)
        {
            Reductions.Sum(device, Pages, Page, all[round % 3], sums);
        }

        long brought = all.Sum(array => array.StatisticsOn(device).BytesIn) >> 12;
        output.WriteLine($"{brought} pages came in {3 * Rounds} launches of {Pages}");
        Assert.InRange(brought, 3 * Pages, 3 * Pages + (Rounds - 1) * 2950);
    }

    /// <summary>
    /// Two arrays of a launch are held in the middle of the device, and no gap is as long as the third. Its pages stay where they are, however much has been
    /// lost by not moving it: there is nothing to move them to.
    /// </summary>
    [Fact]
    public void What_has_no_room_together_stays_where_it_is()
    {
        const int Pages = 99;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 384 << 12, MaxDegreeOfParallelism = 1 });
        using TracedArrays arrays = new();
        HmmArray<int>[] pads = [arrays.Written<int>(70 * Page), arrays.Written<int>(46 * Page), arrays.Written<int>(70 * Page)];
        HmmArray<int>[] held = [arrays.Written<int>(Pages * Page), arrays.Written<int>(Pages * Page)];
        HmmArray<int> third = arrays.Written<int>(Pages * Page);
        for (int i = 0; i < pads.Length; i++)
        {
            pads[i].Prefetch(device, HmmRange.All);
            if (i < held.Length)
            {
                LocalArrays.SortEight(device, held[i].Length / 8, held[i]);
            }
        }

        third.Prefetch(device, (0, 70 * Page));
        DeviceMemory memory = device.Session.Memory;
        RegionMirror[] mirrors = [.. held.Append(third).Select(array => memory.MirrorOf(array.Region!)).OrderBy(static mirror => mirror.Region.Order)];
        RegionMirror last = memory.MirrorOf(third.Region!);
        Assert.Equal([true, true, false], held.Append(third).Select(array => memory.MirrorOf(array.Region!).LinearFrame >= 0));
        Assert.Equal(70, last.ResidentPages);
        last.Scattered = 60 * Pages;

        List<SharedLock.Holder> locks = [.. mirrors.Select(static mirror => mirror.Region.Lock.Enter(shared: false))];
        using (DeviceMemory.LaunchResidency residency = memory.Begin(mirrors, static _ => true))
        {
            residency.HoldLinear();
            Assert.False(residency.IsLinear);
            residency.Finish();
        }

        locks.ForEach(static held => held.Dispose());
        Assert.Equal(70, last.ResidentPages);
    }

    /// <summary>Pages of two arrays come by turns, so that they lie between each other. Then one of them is used alone, again and again.</summary>
    [Fact]
    public void What_is_used_again_and_again_comes_together()
    {
        using HmmDevice device = HmmDevice.Simulated(OneArrayFits(stretches: false));
        using TracedArrays arrays = new();
        (HmmArray<float> one, HmmArray<float> sums) = (ScatteredOn(device, arrays), arrays.Written<float>(300));
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

    /// <summary>The same where pages may move within the device: all of them come together when the last ones come, and none goes to the host and back.</summary>
    [Fact]
    public void What_lies_apart_comes_together_within_the_device()
    {
        using HmmDevice device = HmmDevice.Simulated(OneArrayFits(stretches: true));
        using TracedArrays arrays = new();
        (HmmArray<float> one, HmmArray<float> sums) = (ScatteredOn(device, arrays), arrays.Written<float>(300));
        Assert.Equal(100 << 12, one.StatisticsOn(device).BytesIn);
        Reductions.Sum(device, 100, Page, one, sums);
        Assert.True(((RegionMirror)one.Region!.Mirrors[0]).LinearFrame >= 0);
        Assert.Equal(100 << 12, one.StatisticsOn(device).BytesIn);
    }

    private static SimulatedOptions OneArrayFits(bool stretches)
        => new() { MemoryBudget = 256 << 12, MaxDegreeOfParallelism = 1, Testing = new() { Stretches = stretches } };

    /// <summary>An array of a hundred pages, which have come to the device by turns with those of another one.</summary>
    private static HmmArray<float> ScatteredOn(HmmDevice device, TracedArrays arrays)
    {
        (HmmArray<float> one, HmmArray<float> other) = (arrays.Written<float>(100 * Page), arrays.Written<float>(300 * Page));
        for (int page = 0; page < 100; page += 10)
        {
            one.Prefetch(device, (page * Page, (page + 5) * Page));
            other.Prefetch(device, (page * Page, (page + 10) * Page));
        }

        one.Prefetch(device, HmmRange.All);
        return one;
    }
}
