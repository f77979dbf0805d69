// Safety: spans are over arrays that live until the test's end; the core's devices live as long as the devices.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Peers;

/// <summary>Pages go from device to device: one writes a page, or many read it, and the host gets it when it asks.</summary>
public sealed unsafe class PeerTests
{
    private const int Page = 1024;
    private const int Length = 20 * Page;
    private const long Bytes = Length * sizeof(int);

    /// <summary>The host modes.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_page_that_devices_write_in_turn_does_not_stop_at_the_host(HmmHostMode mode)
    {
        using HmmDevice one = Open(1);
        using HmmDevice two = Open(2);
        using HmmArray<int> array = Filled(mode, 7);
        for (int round = 0; round < 3; round++)
        {
            TransparentKernels.Add(one, Length, 1, array);
            Assert.Equal(HmmResidency.Absent, Residency(array, two));
            TransparentKernels.Add(two, Length, 10, array);
            Assert.Equal((HmmResidency.Absent, HmmResidency.Owned), (Residency(array, one), Residency(array, two)));
            Assert.Equal(HmmResidency.Absent, Residency(array, HmmDevice.Host));
        }

        Assert.Equal((3 * Bytes, 3 * Bytes, 0), (two.Statistics.BytesIn, two.Statistics.BytesFromPeers, two.Statistics.BytesOut));
        Assert.Equal((3 * Bytes, 2 * Bytes, 0), (one.Statistics.BytesIn, one.Statistics.BytesFromPeers, one.Statistics.BytesOut));
        Assert.Equal(3 * Bytes, array.StatisticsOn(two).BytesFromPeers);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(7 + 3 * 11));
        Assert.Equal((0, Bytes), (one.Statistics.BytesOut, two.Statistics.BytesOut));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Many_devices_read_a_page_that_one_owns(HmmHostMode mode)
    {
        using HmmDevice one = Open(1);
        using HmmDevice two = Open(2);
        using HmmDevice three = Open(3);
        using HmmArray<int> array = Filled(mode, 7);
        TransparentKernels.Add(one, Length, 1, array);
        Assert.Equal(8, CopiedBy(two, array, mode));
        Assert.Equal(8, CopiedBy(three, array, mode));
        Assert.Equal(8, CopiedBy(one, array, mode));

        Assert.Equal((Bytes, Bytes, 0), (array.StatisticsOn(two).BytesFromPeers, array.StatisticsOn(three).BytesFromPeers, array.StatisticsOn(one).BytesOut));
        Assert.Equal(
            (HmmResidency.Owned, HmmResidency.Shared, HmmResidency.Shared, HmmResidency.Absent),
            (Residency(array, one), Residency(array, two), Residency(array, three), Residency(array, HmmDevice.Host)));

        // The owner writes again: the readers lose their copies, and nothing is copied.
        TransparentKernels.Add(one, Length, 1, array);
        Assert.Equal((HmmResidency.Absent, HmmResidency.Absent), (Residency(array, two), Residency(array, three)));
        Assert.Equal((Bytes, 0), (array.StatisticsOn(one).BytesIn, array.StatisticsOn(one).BytesOut));

        // A reader writes: it is the owner, and needs no copy.
        Assert.Equal(9, CopiedBy(two, array, mode));
        TransparentKernels.Add(two, Length, 1, array);
        Assert.Equal((HmmResidency.Absent, HmmResidency.Owned), (Residency(array, one), Residency(array, two)));
        Assert.Equal(2 * Bytes, array.StatisticsOn(two).BytesIn);
        Assert.Equal(10, CopiedBy(three, array, mode));

        // The host reads, and all keep their copies; it writes, and all lose them.
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(10));
        Assert.Equal((HmmResidency.Shared, HmmResidency.Shared), (Residency(array, two), Residency(array, three)));
        array.AsSpan().Fill(20);
        Assert.Equal(20, CopiedBy(three, array, mode));
        Assert.Equal(20, CopiedBy(two, array, mode));
        Assert.Equal(0, array.StatisticsOn(one).BytesOut);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_owner_that_evicts_a_page_brings_it_home_for_its_readers(HmmHostMode mode)
    {
        using HmmDevice one = Open(1);
        using HmmDevice two = Open(2);
        using HmmArray<int> array = Filled(mode, 7);
        TransparentKernels.Add(one, Length, 1, array);
        Assert.Equal(8, CopiedBy(two, array, mode));
        one.Trim();
        Assert.Equal(Bytes, one.Statistics.BytesOut);
        Assert.Equal((HmmResidency.Absent, HmmResidency.Shared), (Residency(array, one), Residency(array, two)));
        HmmStatistics before = two.Statistics;
        two.Trim();
        Assert.Equal(0, (two.Statistics - before).BytesOut);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(8));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Devices_with_other_pages_meet_at_the_host(HmmHostMode mode)
    {
        using HmmDevice small = Open(1);
        using HmmDevice large = Open(2, pageSize: 16384);
        using HmmArray<int> array = Filled(mode, 7);
        TransparentKernels.Add(small, Length, 1, array);
        TransparentKernels.Add(large, Length, 10, array);
        Assert.Equal(18, CopiedBy(small, array, mode));
        Assert.Equal((0, 0), (small.Statistics.BytesFromPeers, large.Statistics.BytesFromPeers));
        Assert.Equal((Bytes, Bytes), (array.StatisticsOn(small).BytesOut, array.StatisticsOn(large).BytesOut));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Devices_without_a_way_between_them_meet_at_the_host(HmmHostMode mode)
    {
        using HmmDevice one = Open(1);
        using HmmDevice two = Open(2, peers: false);
        using HmmArray<int> array = Filled(mode, 7);
        TransparentKernels.Add(one, Length, 1, array);
        TransparentKernels.Add(two, Length, 10, array);
        TransparentKernels.Add(one, Length, 100, array);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(118));
        Assert.Equal((0, 0), (one.Statistics.BytesFromPeers, two.Statistics.BytesFromPeers));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Readers_inherit_the_pages_of_an_owner_that_is_lost(HmmHostMode mode)
    {
        using HmmDevice two = Open(2);
        using HmmDevice three = Open(3);
        using HmmArray<int> array = Filled(mode, 7);
        using (HmmDevice one = Open(1))
        {
            TransparentKernels.Add(one, Length, 1, array);
            Assert.Equal(8, CopiedBy(two, array, mode));
            Lose(one, array);
        }

        Assert.Equal((HmmResidency.Owned, HmmResidency.Absent), (Residency(array, two), Residency(array, HmmDevice.Host)));
        Assert.Equal(8, CopiedBy(three, array, mode));
        Assert.Equal(Bytes, array.StatisticsOn(three).BytesFromPeers);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(8));
        TransparentKernels.Add(three, Length, 1, array);
        Assert.Equal(9, CopiedBy(two, array, mode));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_touch_gets_a_page_from_a_reader_if_the_owner_is_lost(HmmHostMode mode)
    {
        using HmmDevice one = Open(1);
        using HmmDevice two = Open(2);
        using HmmArray<int> array = Filled(mode, 7);
        Span<int> span = array.AsSpan();
        TransparentKernels.Add(one, Length, 1, array);
        Assert.Equal(8, CopiedBy(two, array, mode));
        Lose(one, array);
        Assert.Equal(-1, ((ReadOnlySpan<int>)span).IndexOfAnyExcept(8));
        span.Fill(9);
        Assert.Equal(9, CopiedBy(two, array, mode));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_page_of_a_lost_device_without_readers_fails_each_launch_until_it_is_discarded(HmmHostMode mode)
    {
        using HmmDevice two = Open(2);
        using HmmArray<int> array = Filled(mode, 7);
        using (HmmDevice one = Open(1))
        {
            TransparentKernels.Add(one, Length, 1, array);
            Lose(one, array);
            Assert.Throws<HmmDeviceException>(() => TransparentKernels.Add(two, Length, 1, array));
        }

        Assert.Throws<HmmDeviceException>(() => TransparentKernels.Add(two, Length, 1, array));
        Assert.Throws<HmmDeviceException>(() => array.AsReadOnlySpan().Length);
        array.Discard(HmmRange.All);
        TransparentKernels.Add(two, Length, 1, array);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(1));
    }

    /// <summary>The host writes a page that the owner and a reader have, while the reader's launch runs: nobody keeps the old contents.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_host_that_writes_during_a_readers_wave_is_seen_by_all_afterwards(HmmHostMode mode, bool behind)
    {
        using HmmDevice one = Open(1);
        using GatedDevice gated = new();
        using HmmArray<int> array = Filled(mode, 7);
        using HmmArray<int> target = TransparentSpaces.Open(mode).Allocate<int>(Length);
        Span<int> span = array.AsSpan();
        TransparentKernels.Add(one, Length, 1, array);
        Assert.Equal(8, CopiedBy(gated.Device, array, mode));

        gated.Start(() => TransparentKernels.Copy(gated.Device, Length, array, target), behind);
        Assert.Equal(8, span[3 * Page]);
        span[5 * Page] = 50;
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.True(target[5 * Page] is 8 or 50);
        foreach (HmmDevice device in (HmmDevice[])[gated.Device, one])
        {
            TransparentKernels.Copy(device, Length, array, target);
            Assert.Equal((50, 8, 8), (target[5 * Page], target[5 * Page + 1], target[3 * Page]));
        }
    }

    /// <summary>A launch of the owner writes some of its pages, of which others are read elsewhere; the host touches both kinds meanwhile.</summary>
    [Theory]
    [MemberData(nameof(TransparentSpaces.ModesAndGates), MemberType = typeof(TransparentSpaces))]
    public void A_host_that_writes_during_the_owners_wave_is_seen_by_all_afterwards(HmmHostMode mode, bool behind)
    {
        using GatedDevice gated = new();
        using HmmDevice two = Open(2);
        using HmmArray<int> array = Filled(mode, 7);
        using HmmArray<int> target = TransparentSpaces.Open(mode).Allocate<int>(Length);
        Span<int> span = array.AsSpan();
        TransparentKernels.Add(gated.Device, Length, 1, array);
        Assert.Equal(8, CopiedBy(two, array, mode));

        gated.Start(() => TransparentKernels.Add(gated.Device, 10 * Page, 100, array), behind);
        Assert.Equal(8, span[12 * Page]);
        span[15 * Page] = 50;
        span[3 * Page] = 60;
        Assert.True(gated.IsHeld);
        gated.LetGo();

        Assert.True(span[3 * Page] is 108 or 160 or 60);
        foreach (HmmDevice device in (HmmDevice[])[two, gated.Device])
        {
            TransparentKernels.Copy(device, Length, array, target);
            Assert.Equal((108, 108, 50, 8, 8), (target[0], target[3 * Page + 1], target[15 * Page], target[15 * Page + 1], target[12 * Page]));
        }
    }

    /// <summary>A reader begins to overwrite whole pages, and its device fails: what it has read is the newest, and the host's contents are old.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void A_reader_that_fails_to_overwrite_a_page_keeps_its_contents(HmmHostMode mode)
    {
        using HmmDevice one = Open(1);
        using GatedDevice gated = new();
        using HmmArray<int> array = Filled(mode, 7);
        TransparentKernels.Add(one, Length, 1, array);
        Assert.Equal(8, CopiedBy(gated.Device, array, mode));
        Exception? failure = null;
        gated.Start(
            () => failure = Record.Exception(() => TransparentKernels.Fill(gated.Device, Length, 9, array)), behind: false, new HmmDeviceException("it fails"));
        gated.LetGo();
        Assert.IsType<HmmDeviceException>(failure);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(8));
    }

    /// <summary>A library is lent pages to write, and fails before it has written: the newest contents are on the host.</summary>
    [Theory]
    [MemberData(nameof(Modes))]
    public void An_access_that_fails_leaves_what_another_device_had(HmmHostMode mode)
    {
        using HmmDevice one = Open(1);
        using HmmDevice two = Open(2);
        using HmmArray<int> array = Filled(mode, 7);
        TransparentKernels.Add(one, Length, 1, array);
        Assert.Throws<InvalidOperationException>(() => two.Access<int>(array, HmmAccess.Write, (_, _) => throw new InvalidOperationException()));
        Assert.True(array.AsReadOnlySpan().IndexOfAnyExcept(0, 8) < 0);
        Assert.Equal(Bytes, one.Statistics.BytesOut);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_pinned_page_stays_the_hosts(HmmHostMode mode)
    {
        using HmmDevice one = Open(1);
        using HmmDevice two = Open(2);
        using HmmArray<int> array = Filled(mode, 7);
        TransparentKernels.Add(one, Length, 1, array);
        using HmmPin<int> pin = array.Pin((2 * Page, 3 * Page));
        TransparentKernels.Add(two, Length, 10, array);
        Assert.Equal(18, pin.Pointer[0]);
        pin.Pointer[0] = 5;
        TransparentKernels.Add(one, Length, 100, array);
        Assert.Equal((105, 118), (pin.Pointer[0], pin.Pointer[1]));
        Assert.Equal(118, array[4 * Page]);
    }

    private static HmmDevice Open(int number, int pageSize = 4096, bool peers = true) => HmmDevice.Simulated(
        new SimulatedOptions { Number = number, PageSize = pageSize, MaxDegreeOfParallelism = 1, Testing = new PagingTestOptions { PeerCopies = peers } });

    private static HmmArray<int> Filled(HmmHostMode mode, int value)
    {
        HmmArray<int> array = TransparentSpaces.Open(mode).Allocate<int>(Length);
        array.AsSpan().Fill(value);
        return array;
    }

    /// <summary>What a device reads in all of an array: the one value.</summary>
    private static int CopiedBy(HmmDevice device, HmmArray<int> array, HmmHostMode mode)
    {
        using HmmArray<int> target = TransparentSpaces.Open(mode).Allocate<int>(Length);
        TransparentKernels.Copy(device, Length, array, target);
        int value = target[0];
        Assert.Equal(-1, target.AsReadOnlySpan().IndexOfAnyExcept(value));
        return value;
    }

    private static HmmResidency Residency(HmmArray<int> array, HmmDevice device)
        => Assert.Single(array.Snapshot(device, HmmRange.All).Select(static run => run.Residency).Distinct());

    private static void Lose(HmmDevice device, HmmArray<int> array)
        => CoreFunctions.Current->LoseDevice(device.Session.Memory.FindMirror(array.Region!)!.Core->Device);
}
