using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>Pages that several have, or that one has alone.</summary>
internal static partial class SharingRows
{
    private const int Page = ConformanceRun.Page;
    private const int Count = ConformanceRun.Elements / 4;

    [ConformanceRow("double_map", "two devices read the same pages; one takes them, and the other still reads right", Starts = PageStarts.Own)]
    public static void DoubleMap(ConformanceRun run)
    {
        HmmArray<int> array = run.Numbered(Count);
        ConformanceRun.AssertNumbered(run.Read(array));
        ConformanceRun.AssertNumbered(run.Read(array, run.Other));
        run.AssertResidency(HmmResidency.Shared, array, run.Device);
        run.AssertResidency(HmmResidency.Shared, array, run.Other);

        TransparentKernels.Add(run.Device, Count, 1, array);

        run.AssertResidency(HmmResidency.Absent, array, run.Other);
        ConformanceRun.AssertNumbered(run.Read(array, run.Other), more: 1);
        ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), more: 1);
    }

    [ConformanceRow("exclusive", "a device has pages alone for its atomics until the host touches them")]
    public static void Exclusive(ConformanceRun run)
    {
        HmmArray<int> array = run.Numbered(Count);
        HmmArray<int> sum = run.Empty(1);
        Atomics(run.Device, Count, array, sum);
        run.AssertResidency(HmmResidency.Owned, array, run.Device);

        ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), more: 1);
        Assert.Equal(Count, sum[0]);
        run.AssertResidency(HmmResidency.Shared, array, run.Device);
        array[Page] = -5;
        run.OfPages(() => Assert.Equal(HmmResidency.Absent, array.Snapshot(run.Device, (Page, 2 * Page))[0].Residency));
        Atomics(run.Device, Count, array, sum);
        Assert.Equal([Page + 1, -4, 2 * Count], new[] { array[Page - 1L], array[(long)Page], sum[0L] });
    }

    [ConformanceRow("exclusive_mprotect", "pages that a device has alone become read-only; it cannot write them any more")]
    public static void ExclusiveMprotect(ConformanceRun run)
    {
        HmmArray<int> array = run.Numbered(Count);
        HmmArray<int> sum = run.Empty(1);
        Atomics(run.Device, Count, array, sum);

        array.Protect(HmmRange.All, HmmProtection.ReadOnly);

        Assert.Throws<HmmAccessException>(() => Atomics(run.Device, Count, array, sum));
        ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), more: 1);
    }

    [ConformanceRow("exclusive_cow", "after a fork the device's write goes to a copy", Starts = PageStarts.Own)]
    public static void ExclusiveCow(ConformanceRun run)
        => run.NotApply("a .NET process cannot fork, and views of mirrored memory are left out of the children that native code makes");

    [ConformanceRow("hmm_gup_test", "pinned pages stay in the host's memory")]
    public static unsafe void GupTest(ConformanceRun run)
    {
        HmmArray<int> array = run.Numbered(8 * Page);
        using HmmPin<int> pin = array.Pin((Page, 3 * Page));
        Assert.Equal(Page, pin.Pointer[0]);
        for (int round = 1; round <= 3; round++)
        {
            TransparentKernels.Add(run.Device, 8 * Page, 1, array);
            run.OfPages(() => Assert.All(array.Snapshot(run.Device, (Page, 3 * Page)), page => Assert.NotEqual(HmmResidency.Owned, page.Residency)));
            Assert.Equal([Page + round, 3 * Page - 1 + round], new[] { pin.Pointer[0], pin.Pointer[2 * Page - 1] });
        }

        ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), more: 3);
    }

    [ConformanceRow("hmm_cow_in_device", "pages that are on the device are copied when one of two owners writes them", Starts = PageStarts.Own)]
    public static void CowInDevice(ConformanceRun run)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. Enumerable.Range(0, 4 * Page).SelectMany(BitConverter.GetBytes)]);
            using HmmArray<int> first = run.Space.MapFilePrivate<int>(path);
            using HmmArray<int> second = run.Space.MapFilePrivate<int>(path);
            TransparentKernels.Add(run.Device, 4 * Page, 0, first);
            TransparentKernels.Add(run.Device, 4 * Page, 0, second);
            first[5] = -1;
            TransparentKernels.Add(run.Device, 4 * Page, 10, second);
            Assert.Equal([4, -1, 6], first.AsReadOnlySpan(4, 3).ToArray());
            ConformanceRun.AssertNumbered(second.AsReadOnlySpan(), more: 10);
            Assert.Equal(5, BitConverter.ToInt32(File.ReadAllBytes(path), 4 * 5));
            run.Emulate("two private maps of a file stand for two processes after a fork");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Adds to an element that is the item's own and to one that all share.</summary>
    [HmmKernel]
    public static void Atomics(int i, Span<int> own, Span<int> sum)
    {
        Interlocked.Increment(ref own[i]);
        Interlocked.Add(ref sum[0], 1);
    }
}
