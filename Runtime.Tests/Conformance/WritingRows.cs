using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>A device writes.</summary>
internal static class WritingRows
{
    private const string NoFork = "a .NET process cannot fork, and views of mirrored memory are left out of the children that native code makes (MADV_DONTFORK)";

    [ConformanceRow("anon_write", "a device writes memory that nobody has touched, and the host sees it; 1 fault for 1,024 pages", Starts = PageStarts.Own)]
    public static void AnonWrite(ConformanceRun run)
    {
        HmmArray<int> target = run.Empty();

        TransparentKernels.Fill(run.Device, ConformanceRun.Elements, 7, target);

        run.CountFaults(run.Device);
        Assert.Equal((0, 1), (run.Device.Statistics.Faults, run.Device.Statistics.Waves));
        ConformanceRun.AssertAll(7, target.AsReadOnlySpan());
    }

    [ConformanceRow("anon_write_prot", "writing what may only be read fails and changes nothing; once it may be written, it is")]
    public static void AnonWriteProt(ConformanceRun run)
    {
        HmmArray<int> target = run.Empty();
        run.Place(target);
        target.Protect(HmmRange.All, HmmProtection.ReadOnly);

        HmmAccessException refusal = Assert.Throws<HmmAccessException>(() => TransparentKernels.Fill(run.Device, ConformanceRun.Elements, 7, target));

        Assert.Equal(HmmAccessViolation.ReadOnly, refusal.Violation);
        ConformanceRun.AssertAll(0, target.AsReadOnlySpan());
        target.Protect(HmmRange.All, HmmProtection.ReadWrite);
        TransparentKernels.Fill(run.Device, ConformanceRun.Elements, 7, target);
        ConformanceRun.AssertAll(7, target.AsReadOnlySpan());
    }

    [ConformanceRow("anon_write_child", "a child made by fork has its own copy of what is written", Starts = PageStarts.Own)]
    public static void AnonWriteChild(ConformanceRun run) => run.NotApply(NoFork);

    [ConformanceRow("anon_write_child_shared", "a child made by fork sees what is written to shared memory", Starts = PageStarts.Own)]
    public static void AnonWriteChildShared(ConformanceRun run) => run.NotApply(NoFork);

    [ConformanceRow("anon_write_huge", "a device writes memory in huge pages, and the host sees it")]
    public static void AnonWriteHuge(ConformanceRun run)
    {
        HmmArray<int> target = run.Huge(ConformanceRun.Elements);
        run.Place(target);

        TransparentKernels.Add(run.Device, ConformanceRun.Elements, 7, target);

        Assert.True(target.CountHugePages() is null or 2);
        ConformanceRun.AssertAll(7, target.AsReadOnlySpan());
    }

    [ConformanceRow("anon_write_hugetlbfs", "a device writes memory of a pool of huge pages, and the host sees it", Starts = PageStarts.Own)]
    public static void AnonWriteHugetlbfs(ConformanceRun run)
        => run.NotApply("a page of such a pool is watched and taken as a whole, ours in 4 KiB; HmmPages.Huge gives pages of the same size without a pool");
}
