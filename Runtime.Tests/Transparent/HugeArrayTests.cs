using System.Diagnostics;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>What is done with a few elements costs what they are, however large their array is.</summary>
[Collection(WholeProcess.Name)]
public sealed class HugeArrayTests(ITestOutputHelper output)
{
    private const int Page = 1024;
    private const int Used = 5000;
    private const long Huge = 1L << 38;

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_launch_over_a_part_of_a_terabyte_costs_what_one_of_a_megabyte_costs(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 64 << 12 });
        double small = LeastOfLaunches(space, device, 1 << 18);
        double huge = LeastOfLaunches(space, device, Huge);

        output.WriteLine($"1 MiB: {small:0.000} ms, 1 TiB: {huge:0.000} ms");
        Assert.InRange(huge, 0, 10 * small + 1);
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_kernel_works_on_both_ends_of_a_terabyte(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 8 << 12, Variant = HmmKernelVariants.Resumable, Prefetch = false });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Huge);
        HmmArray<int> source = array.Slice(Huge - 20 * Page - 3, 20 * Page);
        HmmArray<int> target = array.Slice(5, 20 * Page);
        for (int i = 0; i < 20 * Page; i += 100)
        {
            source[i] = i + 1;
        }

        for (int round = 0; round < 3; round++)
        {
            TransparentKernels.Copy(device, 20 * Page, source, target);
            TransparentKernels.Add(device, 20 * Page, round, source);
        }

        for (int i = 0; i < 20 * Page; i++)
        {
            int first = i % 100 == 0 ? i + 1 : 0;
            Assert.Equal((first + 1, first + 3), (target[i], source[i]));
        }
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void Tables_of_an_earlier_launch_are_gone(HmmHostMode mode)
    {
        // Both arrays have the same part of control memory for their tables, and more pages than the device holds.
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 8 << 12, Variant = HmmKernelVariants.Resumable, Prefetch = false });
        using HmmArray<int> first = space.Allocate<int>(20 * Page);
        using HmmArray<int> second = space.Allocate<int>(20 * Page);
        for (int round = 0; round < 4; round++)
        {
            TransparentKernels.Add(device, 4 * Page, 1, first);
            TransparentKernels.Add(device, 20 * Page, 100, second);
        }

        for (int i = 0; i < 20 * Page; i++)
        {
            Assert.Equal((i < 4 * Page ? 4 : 0, 400), (first[i], second[i]));
        }
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_snapshot_of_a_terabyte_has_a_run_for_each_change(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Huge);
        TransparentKernels.Fill(device, 3 * Page, 7, array.Slice(Huge / 2, 3 * Page));
        array.Protect((Huge - Page, Huge), HmmProtection.ReadOnly);
        array.Prefetch(device, (0, 2 * Page));

        Assert.Equal(
            [
                new HmmPageRun(0, 2 * Page, 2, HmmResidency.Shared, HmmProtection.ReadWrite, IsUnwritten: true),
                new HmmPageRun(2 * Page, Huge / 2, Huge / 2 / Page - 2, HmmResidency.Absent, HmmProtection.ReadWrite, IsUnwritten: true),
                new HmmPageRun(Huge / 2, Huge / 2 + 3 * Page, 3, HmmResidency.Owned, HmmProtection.ReadWrite, IsUnwritten: false),
                new HmmPageRun(Huge / 2 + 3 * Page, Huge - Page, Huge / 2 / Page - 4, HmmResidency.Absent, HmmProtection.ReadWrite, IsUnwritten: true),
                new HmmPageRun(Huge - Page, Huge, 1, HmmResidency.Absent, HmmProtection.ReadOnly, IsUnwritten: true),
            ],
            array.Snapshot(device, HmmRange.All));
        Assert.Equal(
            [HmmResidency.Shared, HmmResidency.Absent, HmmResidency.Shared, HmmResidency.Shared],
            array.Snapshot(HmmDevice.Host, HmmRange.All).Select(run => run.Residency));
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_prefetch_of_far_more_than_fits_stops_at_the_budget(HmmHostMode mode)
    {
        const int Budget = 256;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Budget << 12 });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Huge / 16);
        long before = GC.GetAllocatedBytesForCurrentThread();

        array.Prefetch(device, HmmRange.All);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(
            [(HmmResidency.Shared, (long)Budget), (HmmResidency.Absent, array.Length / Page - Budget)],
            array.Snapshot(device, HmmRange.All).Select(run => (run.Residency, run.Pages)));
        array.Prefetch(HmmDevice.Host, HmmRange.All);
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_snapshot_is_what_snapshots_of_each_page_are(HmmHostMode mode)
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        const int Pages = 200;
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Pages * Page);
        for (int step = 0; step < 120; step++)
        {
            int start = random.Next(Pages) * Page;
            HmmRange range = (start, Math.Min(Pages * Page, start + random.Next(1, 8 * Page)));
            switch (random.Next(4))
            {
                case 0:
                    array.Prefetch(device, (start, start + 1));
                    break;
                case 1:
                    TransparentKernels.Add(device, 1, 1, array.Slice(start, 1));
                    break;
                case 2:
                    array[start] = step;
                    break;
                default:
                    array.Protect(range, HmmProtection.ReadOnly);
                    array.Protect((start, start + 1), HmmProtection.ReadWrite);
                    array.Protect(range, random.Next(2) == 0 ? HmmProtection.ReadWrite : HmmProtection.ReadOnly);
                    array.Protect((start, start + 1), HmmProtection.ReadWrite);
                    break;
            }

            array.Protect(HmmRange.All, HmmProtection.ReadWrite);
        }

        array.Protect((7 * Page, 9 * Page), HmmProtection.ReadOnly);
        foreach (HmmDevice observer in (HmmDevice[])[device, HmmDevice.Host])
        {
            IReadOnlyList<HmmPageRun> pages = array.Snapshot(observer, HmmRange.All).EachPage();
            Assert.Equal(Pages, pages.Count);
            for (int page = 0; page < Pages; page++)
            {
                HmmPageRun one = Assert.Single(array.Snapshot(observer, (page * Page, (page + 1) * Page)));
                Assert.Equal(one, pages[page] with { Start = one.Start, End = one.End, Pages = 1 });
            }
        }
    }

    private static double LeastOfLaunches(HmmSpace space, HmmDevice device, long length)
    {
        using HmmArray<int> array = space.Allocate<int>(length);
        HmmArray<int> part = array.Slice(length / 2, Math.Min(length / 2, int.MaxValue));
        double least = double.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            long started = Stopwatch.GetTimestamp();
            TransparentKernels.Add(device, Used, 1, part);
            least = Math.Min(least, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Assert.Equal((50, 50, 0), (part[0], part[Used - 1], part[Used]));
        return least;
    }
}
