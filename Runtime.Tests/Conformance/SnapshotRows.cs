using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>What is told of each page.</summary>
internal static class SnapshotRows
{
    private const int Page = ConformanceRun.Page;

    [ConformanceRow("mixedmap", "pages of a mapping that is not the process's own memory are told one by one", Starts = PageStarts.Own)]
    public static void Mixedmap(ConformanceRun run)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[3 * 4096]);
            using HmmArray<int> map = run.Space.MapFile<int>(path, FileAccess.Read);
            map.Prefetch(run.Device, (Page, 2 * Page));
            HmmPageRun[] states = ConformanceRun.EachPage(map.Snapshot(run.Device, HmmRange.All));
            run.OfPages(() => Assert.Equal([HmmResidency.Absent, HmmResidency.Shared, HmmResidency.Absent], states.Select(page => page.Residency)));
            Assert.All(states, page => Assert.Equal((HmmProtection.ReadOnly, false), (page.Protection, page.IsUnwritten)));
            run.Emulate("a map of a file stands for the mapping of the test's driver");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [ConformanceRow("snapshot", "each page is told: no access, never written, read-only, writable, on the device; another device's page reads as none", Starts = PageStarts.Own)]
    public static void Snapshot(ConformanceRun run)
    {
        HmmArray<int> array = run.Empty(7 * Page);
        array.AsSpan(2 * Page, 5 * Page).Fill(1);
        array.Protect((0, Page), HmmProtection.None);
        array.Protect((2 * Page, 3 * Page), HmmProtection.ReadOnly);
        TransparentKernels.Add(run.Device, HmmExtent.Range(4 * Page, 5 * Page), 1, array);
        TransparentKernels.Add(run.Other, HmmExtent.Range(5 * Page, 6 * Page), 1, array);
        array.Prefetch(run.Device, (6 * Page, 7 * Page));

        HmmPageRun[] states = ConformanceRun.EachPage(array.Snapshot(run.Device, HmmRange.All));

        run.OfPages(() => Assert.Equal(
            [
                HmmResidency.Absent, HmmResidency.Absent, HmmResidency.Absent, HmmResidency.Absent, HmmResidency.Owned, HmmResidency.Absent,
                HmmResidency.Shared,
            ],
            states.Select(page => page.Residency)));
        Assert.Equal(
            [
                HmmProtection.None, HmmProtection.ReadWrite, HmmProtection.ReadOnly, HmmProtection.ReadWrite, HmmProtection.ReadWrite,
                HmmProtection.ReadWrite, HmmProtection.ReadWrite,
            ],
            states.Select(page => page.Protection));
        Assert.Equal([true, true, false, false, false, false, false], states.Select(page => page.IsUnwritten));
        Assert.Equal(HmmResidency.Absent, array.Snapshot(HmmDevice.Host, (5 * Page, 6 * Page))[0].Residency);
    }

    [ConformanceRow("compound", "a large page is told as one, and stays one when its protection changes", Starts = PageStarts.Own)]
    public static void Compound(ConformanceRun run)
    {
        const int Large = 2 << 18;
        HmmDevice device = run.Make(new SimulatedOptions { PageSize = 2 << 20 });
        HmmArray<int> array = run.Empty(2 * Large);
        TransparentKernels.Add(device, 2 * Large, 1, array);
        run.OfPages(() =>
        {
            IReadOnlyList<HmmPageRun> large = array.Snapshot(device, HmmRange.All);
            Assert.Equal([2L], large.Select(page => page.Pages));
            Assert.All(large, page => Assert.Equal((HmmResidency.Owned, HmmProtection.ReadWrite), (page.Residency, page.Protection)));
        });

        array.Protect(HmmRange.All, HmmProtection.ReadOnly);

        IReadOnlyList<HmmPageRun> states = array.Snapshot(device, HmmRange.All);
        Assert.All(states, page => Assert.Equal(HmmProtection.ReadOnly, page.Protection));
        ConformanceRun.AssertAll(1, run.Read(array, device));
        if (states.Sum(page => page.Pages) != 2)
        {
            run.Differ("Protect makes an array's pages small on all devices, so that a page has one protection");
        }
    }
}
