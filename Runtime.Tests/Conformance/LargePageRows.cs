using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>Pages of 2 MiB, on the device and on the host.</summary>
internal static class LargePageRows
{
    private const int Large = 2 << 18;
    private const int Count = 2 * Large;

    [ConformanceRow("migrate_anon_huge_empty", "large pages that nobody has touched arrive as zeros without a copy", Starts = PageStarts.Own)]
    public static void Empty(ConformanceRun run) => AssertCleared(run, static array => { });

    [ConformanceRow("migrate_anon_huge_zero", "large pages that the host has only read arrive as zeros without a copy", Starts = PageStarts.Own)]
    public static void Zero(ConformanceRun run)
        => AssertCleared(run, static array => ConformanceRun.AssertAll(0, array.AsReadOnlySpan()));

    [ConformanceRow("migrate_anon_huge_free", "large pages that are given up while they are on the device are zero afterwards", Starts = PageStarts.Own)]
    public static void Free(ConformanceRun run)
    {
        HmmDevice device = LargeDevice(run);
        HmmArray<int> array = run.Huge(Count);
        TransparentKernels.Fill(device, Count, 7, array);
        device.ResetStatistics();

        array.Discard((Large, Count));

        Assert.Equal(0, device.Statistics.BytesOut);
        ConformanceRun.AssertAll(0, array.AsReadOnlySpan(Large, Large));
        ConformanceRun.AssertAll(7, array.AsReadOnlySpan(0, Large));
        ConformanceRun.AssertAll(0, run.Read(array, device).AsSpan(Large));
    }

    [ConformanceRow("migrate_anon_huge_fault", "large pages come back whole when the host touches them", Starts = PageStarts.Own)]
    public static void Fault(ConformanceRun run)
    {
        HmmDevice device = LargeDevice(run);
        HmmArray<int> array = run.Huge(Count);
        ConformanceRun.Number(array.AsSpan());
        TransparentKernels.Add(device, Count, 1, array);
        run.OfPages(() =>
        {
            HmmPageRun owned = Assert.Single(array.Snapshot(device, HmmRange.All));
            Assert.Equal((0L, Count, 2L, HmmResidency.Owned), (owned.Start, (int)owned.End, owned.Pages, owned.Residency));
        });
        Assert.Equal(2049, array[2048]);
        run.OfPages(() => Assert.Equal([HmmResidency.Shared, HmmResidency.Owned], array.Snapshot(device, HmmRange.All).Select(page => page.Residency)));
        ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), more: 1);
    }

    /// <summary>A device with large pages.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The device.</returns>
    private static HmmDevice LargeDevice(ConformanceRun run) => run.Make(new SimulatedOptions { PageSize = 2 << 20 });

    private static void AssertCleared(ConformanceRun run, Action<HmmArray<int>> touch)
    {
        HmmDevice device = LargeDevice(run);
        HmmArray<int> array = run.Empty(Count);
        touch(array);
        device.ResetStatistics();

        array.Prefetch(device, HmmRange.All);

        run.AssertResidency(HmmResidency.Shared, array, device);
        run.OfPages(() => Assert.Equal((0, Count * 4L), (device.Statistics.BytesIn, device.Statistics.BytesCleared)));
        ConformanceRun.AssertAll(0, run.Read(array, device));
        ConformanceRun.AssertAll(0, array.AsReadOnlySpan());
    }
}
