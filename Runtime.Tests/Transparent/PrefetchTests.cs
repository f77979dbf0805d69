using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Prefetches say what for, and are refused where that is not allowed.</summary>
public sealed class PrefetchTests(ITestOutputHelper output)
{
    private const int Page = 1024;
    private const int Pages = 512;

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_writer_that_depends_on_data_takes_no_fault_after_a_prefetch_for_writing(HmmHostMode mode)
    {
        HmmStatistics statistics = Scatter(mode, HmmPrefetch.ForWriting);

        Assert.Equal((0, 0, 0, 0), (statistics.UpgradeFaults, statistics.WriteFaults, statistics.PageFaults, statistics.BytesIn));
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void Pages_that_are_there_to_read_become_writable_in_few_batches(HmmHostMode mode)
    {
        HmmStatistics statistics = Scatter(mode, HmmPrefetch.ForReading);

        // Read ahead: far fewer items fault than there are, and far fewer pages are served by a fault.
        Assert.Equal(0, statistics.BytesIn);
        Assert.InRange(statistics.UpgradeFaults, 1, Pages * Page / 4);
        Assert.InRange(statistics.PageFaults, 1, Pages / 2);
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void Upgrades_wait_for_no_room_on_the_device(HmmHostMode mode)
    {
        // Each item writes a page of its own, and all of them fit: one wave faults and one goes on, however little may be demanded at a time.
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = (Pages + 16) << 12, Variant = HmmKernelVariants.Resumable });
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(Pages * Page);
        using HmmArray<int> places = space.Allocate<int>(Pages);
        for (int i = 0; i < Pages; i++)
        {
            places[i] = (i * 197 % Pages) * Page;
        }

        array.Prefetch(device, HmmRange.All);
        places.Prefetch(device, HmmRange.All);
        device.ResetStatistics();
        ScatterKernels.AddAt(device, Pages, 3, places, array);

        output.WriteLine($"{device.Statistics.Waves} waves, {device.Statistics.UpgradeFaults} upgrade faults");
        Assert.Equal((2, (long)Pages), (device.Statistics.Waves, device.Statistics.UpgradeFaults));
        Assert.All(Enumerable.Range(0, Pages), page => Assert.Equal((3, 0), (array[page * Page], array[page * Page + 1])));
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_prefetch_of_each_part_that_may_be_used_brings_it(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(6 * Page);
        array.Protect((2 * Page, 3 * Page), HmmProtection.None);
        array.Protect((4 * Page, 5 * Page), HmmProtection.ReadOnly);

        array.Prefetch(device, (0, 2 * Page));
        array.Prefetch(device, (3 * Page, 5 * Page));
        array.Prefetch(HmmDevice.Host, (3 * Page, 6 * Page));

        bool[] isThere = [.. array.Snapshot(device, HmmRange.All).EachPage().Select(page => page.Residency != HmmResidency.Absent)];
        Assert.Equal([true, true, false, true, true, false], isThere);
        Assert.Throws<HmmAccessException>(() => array.Prefetch(device, HmmRange.All));
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_prefetch_for_writing_takes_pages_from_other_devices(HmmHostMode mode)
    {
        using HmmDevice zero = HmmDevice.Simulated();
        using HmmDevice one = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(4 * Page);
        TransparentKernels.Fill(zero, 4 * Page, 6, array);

        array.Prefetch(one, (Page, 3 * Page), HmmPrefetch.ForWriting);

        Assert.Equal(
            [HmmResidency.Owned, HmmResidency.Absent, HmmResidency.Owned], array.Snapshot(zero, HmmRange.All).Select(run => run.Residency));
        Assert.Equal(
            [HmmResidency.Absent, HmmResidency.Owned, HmmResidency.Absent], array.Snapshot(one, HmmRange.All).Select(run => run.Residency));
        Assert.Equal((6, 6), (array[Page], array[3 * Page]));
        array.Prefetch(HmmDevice.Host, HmmRange.All, HmmPrefetch.ForWriting);
        Assert.All((HmmDevice[])[zero, one], device => Assert.Equal(HmmResidency.Absent, Assert.Single(array.Snapshot(device, HmmRange.All)).Residency));
        Assert.Equal((6, 6), (array[0], array[4 * Page - 1]));
    }

    [Theory]
    [MemberData(nameof(PinTouchTests.Modes), MemberType = typeof(PinTouchTests))]
    public void A_prefetch_of_what_may_not_be_used_is_refused(HmmHostMode mode)
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(6 * Page);
        array.Protect((2 * Page, 3 * Page), HmmProtection.None);
        array.Protect((4 * Page, 5 * Page), HmmProtection.ReadOnly);
        foreach (HmmDevice target in (HmmDevice[])[device, HmmDevice.Host])
        {
            HmmAccessException none = Assert.Throws<HmmAccessException>(() => array.Prefetch(target, HmmRange.All));
            Assert.Equal((HmmAccessViolation.NoAccess, 2L * Page), (none.Violation, none.ElementIndex));
            Assert.Contains(target == device ? device.Name : "the host", none.Message, StringComparison.Ordinal);
            HmmAccessException written = Assert.Throws<HmmAccessException>(() => array.Prefetch(target, (3 * Page).., HmmPrefetch.ForWriting));
            Assert.Equal((HmmAccessViolation.ReadOnly, 4L * Page), (written.Violation, written.ElementIndex));
        }

        Assert.DoesNotContain(array.Snapshot(device, HmmRange.All), run => run.Residency != HmmResidency.Absent);
        array.Prefetch(device, (3 * Page)..);
        Assert.Equal(3, array.Snapshot(device, HmmRange.All).Where(run => run.Residency == HmmResidency.Shared).Sum(run => run.Pages));
    }

    private HmmStatistics Scatter(HmmHostMode mode, HmmPrefetch use)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1, Variant = HmmKernelVariants.Resumable });
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmArray<int> array = space.Allocate<int>(Pages * Page);
        using HmmArray<int> places = space.Allocate<int>(Pages * Page);
        for (int i = 0; i < Pages * Page; i++)
        {
            places[i] = i;
        }

        array.Prefetch(device, HmmRange.All, use);
        places.Prefetch(device, HmmRange.All);
        device.ResetStatistics();
        ScatterKernels.AddAt(device, Pages * Page, 3, places, array);
        HmmStatistics statistics = device.Statistics;
        output.WriteLine($"{statistics.UpgradeFaults} upgrade faults, {statistics.PageFaults} pages served by faults, {statistics.Waves} waves");
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(3));
        return statistics;
    }
}
