// Safety: reads the core's marks of a region that lives until the test's end.
using System.Globalization;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Elements that the host overwrites do not come back from devices, and elements beside them do.</summary>
public sealed unsafe class OverwriteTests
{
    private const int Page = 1024;
    private const int Pages = 1100;
    private const int Length = Pages * Page;

    /// <summary>The host modes.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    /// <summary>The ways to overwrite a whole array.</summary>
    public static TheoryData<HmmHostMode, int> ModesAndWays { get; } = Combine();

    [Theory]
    [MemberData(nameof(ModesAndWays))]
    public void What_is_overwritten_whole_does_not_come_back(HmmHostMode mode, int way)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = space.Allocate<int>(Length);
        using HmmArray<int> values = space.Allocate<int>(Length);
        values.AsSpan().Fill(7);
        TransparentKernels.Fill(device, Length, 5, array);
        HmmStatistics before = device.Statistics;

        switch (way)
        {
            case 0:
                Span<int> span = array.AsSpanForOverwrite();
                AssertOpen(mode, array, 0, Pages);
                span.Fill(7);
                break;
            case 1:
                array.Fill(7);
                break;
            case 2:
                array.CopyFrom(values.AsReadOnlySpan());
                break;
            default:
                values.CopyTo(array);
                break;
        }

        HmmStatistics moved = device.Statistics - before;
        Assert.Equal((0, 0, 0), (moved.BytesOut, moved.HostReadFaults, moved.HostWriteFaults));
        Assert.Equal([(HmmResidency.Absent, (long)Pages)], array.Snapshot(device, HmmRange.All).Select(run => (run.Residency, run.Pages)));
        TransparentKernels.Add(device, Length, 1, array);
        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(8));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_long_slice_is_overwritten_in_pieces_that_divide_no_pages(HmmHostMode mode)
    {
        // Elements of twelve bytes: a piece of 16 MiB would end inside one.
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<Triple> array = space.Allocate<Triple>(2_000_000);
        TransparentKernels.AddTriple(device, (int)array.Length, 5, array);
        HmmStatistics before = device.Statistics;
        HmmArray<Triple> slice = array[7..^9];
        slice.Fill(new Triple { A = 3 });

        long moved = (device.Statistics - before).BytesOut;
        Assert.InRange(moved, 1, 2 * 3 * 4096);
        Triple[] elements = array.ToArray();
        Assert.All(elements[..7].Concat(elements[^9..]), static element => Assert.Equal((5, -5), (element.A, element.C)));
        Assert.DoesNotContain(elements[7..^9], static element => element is not { A: 3, C: 0 });

        TransparentKernels.AddTriple(device, (int)array.Length, 5, array);
        slice.CopyFrom(elements.AsSpan(0, (int)slice.Length));
        Assert.Equal((5, -5, 3, 10), (array[7].A, array[13].C, array[14].A, array[^1].A));
    }

    [Fact]
    public void Writes_of_what_host_and_device_have_read_do_not_fault_in_Linux_either()
    {
        HmmSpace space = TransparentSpaces.Open(HmmHostMode.Transparent);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = space.Allocate<int>(Length);
        for (int round = 1; round <= 3; round++)
        {
            TransparentKernels.Add(device, Length, 1, array);
            Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(round == 1 ? 1 : 8));
            Span<int> span = array.AsSpanForOverwrite();
            AssertOpen(HmmHostMode.Transparent, array, 0, Pages);
            long before = FaultsOfThread();

            span.Fill(7);

            // Of the runtime itself a few pages may fault for the first time.
            Assert.InRange(FaultsOfThread() - before, 0, Pages / 10);
        }
    }

    [Fact]
    public void Pages_that_a_device_wrote_and_the_host_read_are_taken_again()
    {
        HmmSpace space = TransparentSpaces.Open(HmmHostMode.Transparent);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = space.Allocate<int>(Length);
        for (int round = 0; round < 3; round++)
        {
            TransparentKernels.Add(device, Length, 1, array);
            Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(3 * round + 1));

            // The device keeps its copy for reading. A write by the host is a fault that takes it.
            array.AsSpan()[5 * Page]++;
            Assert.Equal(HmmResidency.Absent, array.Snapshot(device, (5 * Page, 6 * Page))[0].Residency);
            array.AsSpan()[5 * Page]--;
            TransparentKernels.Add(device, Length, 2, array);
            Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(3 * round + 3));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Elements_beside_the_range_keep_what_devices_gave_them(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice owner = HmmDevice.Simulated(new SimulatedOptions { PageSize = 64 << 10 });
        using HmmDevice reader = HmmDevice.Simulated(new SimulatedOptions { Number = 1 });
        using HmmArray<int> array = space.Allocate<int>(Length);
        TransparentKernels.Fill(owner, Length, 5, array);
        array.Prefetch(reader, (0, Length / 2));
        TransparentKernels.Fill(owner, HmmExtent.Range(Length / 4, Length), 6, array);
        int start = 3 * Page + 100;
        int end = 1000 * Page + 17;

        array.AsSpanForOverwrite(start, end - start).Fill(7);

        // The device page at the begin holds pages before the range, which the next touch maps.
        AssertOpen(mode, array, 3, 1001);
        Check(array.AsReadOnlySpan());
        using HmmArray<int> seen = space.Allocate<int>(Length);
        TransparentKernels.Copy(reader, Length, array, seen);
        Check(seen.AsReadOnlySpan());

        void Check(ReadOnlySpan<int> span)
        {
            Assert.Equal(-1, span[..start].IndexOfAnyExcept(5));
            Assert.Equal(-1, span[start..end].IndexOfAnyExcept(7));
            Assert.Equal(-1, span[end..].IndexOfAnyExcept(6));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Read_only_memory_is_refused_and_stays(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = space.Allocate<int>(Length);
        TransparentKernels.Fill(device, Length, 5, array);
        array.Protect((10 * Page, 11 * Page), HmmProtection.ReadOnly);

        Assert.Throws<HmmAccessException>(() => array.AsSpanForOverwrite(0, 20 * Page).Length);
        Assert.Throws<HmmAccessException>(() => array.Fill(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.AsSpanForOverwrite(1, Length).Length);

        Assert.Equal(-1, array.AsReadOnlySpan().IndexOfAnyExcept(5));
        array.AsSpanForOverwrite(11 * Page, Page).Fill(6);
        Assert.Equal((5, 6, 6, 5), (array[11 * Page - 1], array[11 * Page], array[12 * Page - 1], array[12 * Page]));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_pin_may_be_in_the_range(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        using HmmArray<int> array = space.Allocate<int>(Length);
        TransparentKernels.Fill(device, Length, 5, array);
        using HmmPin<int> pin = array.Pin((100 * Page, 102 * Page));
        TransparentKernels.Add(device, Length, 1, array);

        array.AsSpanForOverwrite().Fill(7);

        Assert.Equal(7, pin.Pointer[Page]);
        pin.Pointer[Page] = 9;
        TransparentKernels.Add(device, Length, 1, array);
        Assert.Equal((8, 10, 8), (array[99 * Page], array[101 * Page], array[103 * Page]));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void An_empty_range_and_an_ended_array_are_as_elsewhere(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions());
        HmmArray<int> array = space.Allocate<int>(Length);
        TransparentKernels.Fill(device, Length, 5, array);

        Assert.True(array.AsSpanForOverwrite(17, 0).IsEmpty);

        Assert.Equal(5, array[17]);
        array.Dispose();
        Assert.Throws<ObjectDisposedException>(() => array.AsSpanForOverwrite().Length);
    }

    /// <summary>The faults of this thread that Linux served by itself.</summary>
    private static long FaultsOfThread()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[7], CultureInfo.InvariantCulture);
    }

    private static TheoryData<HmmHostMode, int> Combine()
    {
        TheoryData<HmmHostMode, int> data = [];
        foreach (HmmHostMode mode in (HmmHostMode[])[HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes])
        {
            for (int way = 0; way < 4; way++)
            {
                data.Add(mode, way);
            }
        }

        return data;
    }

    /// <summary>A write of the pages does not fault: they are mapped, and not protected.</summary>
    private static void AssertOpen(HmmHostMode mode, HmmArray<int> array, int first, int end)
    {
        if (mode != HmmHostMode.Scopes)
        {
            Assert.False(HostMarks.Any(
                array.Region!.Core, first * CoreRegion.PageSize, (end - first) * CoreRegion.PageSize, HostMark.Unmapped | HostMark.Protected));
        }

        GC.KeepAlive(array);
    }
}
