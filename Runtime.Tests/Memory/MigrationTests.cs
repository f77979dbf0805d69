using HmmGen.Tests.Generated.Methods;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>What moves, and what does not.</summary>
public sealed class MigrationTests
{
    private const int Page = 1024;

    [Fact]
    public void An_affine_launch_moves_what_it_touches_and_never_faults()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> x = Filled(8 * Page, 1f);
        using HmmArray<float> y = Filled(8 * Page, 2f);

        Ops.Saxpy(device, HmmExtent.Range(1500, 3500), 1f, x, y);
        HmmStatistics launched = device.Statistics;
        Assert.All(y.AsReadOnlySpan().ToArray(), (value, i) => Assert.Equal(i is >= 1500 and < 3500 ? 3f : 2f, value));
        HmmStatistics returned = device.Statistics - launched;

        Assert.Equal(0, launched.Faults);
        Assert.Equal(1, launched.Waves);
        Assert.Equal(2 * 3 * 4096, launched.BytesIn);
        Assert.Equal(launched.BytesIn, launched.BytesPlanned);
        Assert.Equal(0, launched.BytesOut);
        Assert.Equal(3 * 4096, returned.BytesOut);
    }

    [Fact]
    public void Pages_stay_for_the_next_launch()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> x = Filled(4 * Page, 1f);
        using HmmArray<float> y = Filled(4 * Page, 2f);
        Ops.Saxpy(device, x.Length, 1f, x, y);
        device.ResetStatistics();

        Ops.Saxpy(device, x.Length, 1f, x, y);

        Assert.Equal(0, device.Statistics.BytesIn);
        Assert.Equal(4f, y[0]);
        Assert.Equal(4096, device.Statistics.BytesOut);
    }

    [Fact]
    public void Pages_that_are_overwritten_whole_are_not_brought()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(3 * Page + 10);
        target.AsSpan().Fill(7);

        Ops.Fill(device, HmmExtent.Range(5, target.Length), 1, target);

        // The first page keeps five elements; the last is whole, though short.
        Assert.Equal(4096, device.Statistics.BytesIn);
        Assert.Equal([7, 1], target.AsReadOnlySpan(4, 2).ToArray());
        Assert.Equal(1, target[target.Length - 1]);
    }

    [Fact]
    public void Plain_arrays_that_are_overwritten_are_only_copied_back()
    {
        using HmmDevice device = HmmDevice.Simulated();
        int[] target = new int[3 * Page];

        Ops.Fill(device, target.Length, 1, target);

        Assert.Equal(0, device.Statistics.BytesIn);
        Assert.Equal(3 * 4096, device.Statistics.BytesOut);
        Assert.All(target, value => Assert.Equal(1, value));
    }

    [Fact]
    public void Never_written_pages_are_cleared_and_not_copied()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(4 * Page);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(4 * Page);
        x[0] = 1f;

        Ops.Saxpy(device, x.Length, 1f, x, y);

        Assert.Equal(4096, device.Statistics.BytesIn);
        Assert.Equal(7 * 4096, device.Statistics.BytesCleared);
        Assert.Equal(1f, y[0]);
        Assert.Equal(0f, y[y.Length - 1]);
    }

    [Fact]
    public void Prefetched_pages_are_not_brought_again()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { Prefetch = false });
        using HmmArray<float> x = Filled(4 * Page, 1f);
        using HmmArray<float> y = Filled(4 * Page, 1f);
        x.Prefetch(device, HmmRange.All);
        y.Prefetch(device, ..(2 * Page));
        device.ResetStatistics();

        Ops.Saxpy(device, x.Length, 1f, x, y);

        Assert.Equal(2 * 4096, device.Statistics.BytesIn);
        Assert.Equal(2 * 4096, device.Statistics.BytesDemanded);
        Assert.True(device.Statistics.UpgradeFaults > 0);
    }

    [Fact]
    public void A_snapshot_tells_where_pages_are()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> x = Filled(4 * Page, 1f);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(4 * Page);
        y.Protect((3 * Page, 4 * Page), HmmProtection.ReadOnly);

        Ops.Saxpy(device, 2 * Page, 1f, x, y);

        Assert.Equal(
            [HmmResidency.Shared, HmmResidency.Shared, HmmResidency.Absent, HmmResidency.Absent],
            x.Snapshot(device, HmmRange.All).EachPage().Select(page => page.Residency));
        Assert.Equal(
            [
                new HmmPageRun(10, 2 * Page, 2, HmmResidency.Owned, HmmProtection.ReadWrite, IsUnwritten: false),
                new HmmPageRun(2 * Page, 3 * Page, 1, HmmResidency.Absent, HmmProtection.ReadWrite, IsUnwritten: true),
                new HmmPageRun(3 * Page, 4 * Page, 1, HmmResidency.Absent, HmmProtection.ReadOnly, IsUnwritten: true),
            ],
            y.Snapshot(device, 10..));
        Assert.Equal(HmmResidency.Absent, y.Snapshot(HmmDevice.Host, HmmRange.All)[0].Residency);
    }

    [Fact]
    public void Advice_to_discard_makes_zeros_and_copies_nothing()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(4 * Page);
        Ops.Fill(device, target.Length, 9, target);
        device.ResetStatistics();

        target.Discard((100, 3 * Page));

        Assert.Equal(4096, device.Statistics.BytesOut);
        Assert.Equal([9, 0], target.AsReadOnlySpan(99, 2).ToArray());
        Assert.Equal([0, 9], target.AsReadOnlySpan(3 * Page - 1, 2).ToArray());
    }

    [Fact]
    public void Pinned_elements_are_on_the_host_between_launches()
    {
        using HmmDevice device = HmmDevice.Simulated();
        using HmmArray<float> x = Filled(2 * Page, 1f);
        using HmmArray<float> y = Filled(2 * Page, 0f);
        using HmmPin<float> pinnedX = x.Pin();
        using HmmPin<float> pinnedY = y.Pin();
        unsafe
        {
            for (int round = 1; round <= 3; round++)
            {
                pinnedX.Pointer[5] = round;
                Ops.Saxpy(device, x.Length, 1f, x, y);
                Assert.Equal(round * (round + 1) / 2, pinnedY.Pointer[5]);
            }
        }
    }

    [Fact]
    public void Elements_with_an_odd_factor_fill_pages_of_their_own_size()
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = 12 * 4096, Prefetch = false });
        using HmmArray<Triple> array = HmmSpace.Shared.Allocate<Triple>(4000);

        Assert.Equal(1, array.Snapshot(device, ..1024)[0].Pages);
        Assert.Equal((4000L, 4L), (array.Snapshot(device, HmmRange.All)[0].End, array.Snapshot(device, HmmRange.All)[0].Pages));
        array.Prefetch(device, HmmRange.All);

        Assert.Equal(4, array.Snapshot(device, HmmRange.All).EachPage().Count(page => page.Residency == HmmResidency.Shared));
    }

    [Fact]
    public void A_file_is_read_through_its_map_and_written_by_a_flush()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. Enumerable.Range(0, 3000).SelectMany(BitConverter.GetBytes)]);
            using HmmDevice device = HmmDevice.Simulated();
            using (HmmArray<int> map = HmmSpace.Shared.MapFile<int>(path, FileAccess.ReadWrite))
            {
                Ops.Fill(device, HmmExtent.Range(1000, 2000), -1, map);
                map.Flush();
                Assert.Equal(-1, BitConverter.ToInt32(ReadShared(path), 4 * 1500));
            }

            using HmmArray<int> read = HmmSpace.Shared.MapFile<int>(path, FileAccess.Read, offset: 4000, length: 10);
            Assert.Equal(-1, read[0]);
            Assert.Throws<HmmAccessException>(() => read[0] = 5);
            foreach (HmmDevice target in (HmmDevice[])[device, HmmDevice.Host])
            {
                HmmAccessException error = Assert.Throws<HmmAccessException>(() => Ops.Fill(target, 5, 1, read));
                Assert.Equal((HmmAccessViolation.ReadOnly, 0L), (error.Violation, error.ElementIndex));
            }

            Assert.Throws<ArgumentException>(() => read.Protect(HmmRange.All, HmmProtection.ReadWrite));
            Assert.Throws<EndOfStreamException>(() => HmmSpace.Shared.MapFile<int>(path, FileAccess.Read, 0, 3001));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static HmmArray<float> Filled(long length, float value)
    {
        HmmArray<float> array = HmmSpace.Shared.Allocate<float>(length);
        array.AsSpan().Fill(value);
        return array;
    }

    private static byte[] ReadShared(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Twelve bytes.</summary>
    private readonly record struct Triple(int A, int B, int C);
}
