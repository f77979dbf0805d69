using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>Pages go to a device and come back.</summary>
internal static class MigrationRows
{
    private const int Rounds = 10;
    private const int Page = ConformanceRun.Page;

    [ConformanceRow("migrate", "pages go to the device with their contents")]
    public static void Migrate(ConformanceRun run)
    {
        HmmArray<int> array = run.Numbered();
        array.Prefetch(run.Device, HmmRange.All);
        run.AssertResidency(run.Start == PageStart.Device ? HmmResidency.Owned : HmmResidency.Shared, array, run.Device);
        ConformanceRun.AssertNumbered(run.Read(array));
        ConformanceRun.AssertNumbered(array.AsReadOnlySpan());
    }

    [ConformanceRow("migrate_fault", "the host touches half of the pages back; the mixed range migrates again whole")]
    public static void MigrateFault(ConformanceRun run)
    {
        HmmArray<int> array = run.Numbered();
        TransparentKernels.Add(run.Device, ConformanceRun.Elements, 1, array);
        Span<int> half = array.AsSpan(0, ConformanceRun.Elements / 2);
        for (int i = 0; i < half.Length; i++)
        {
            half[i]--;
        }

        run.OfPages(() =>
        {
            IReadOnlyList<HmmPageRun> states = array.Snapshot(run.Device, HmmRange.All);
            Assert.Equal((HmmResidency.Absent, HmmResidency.Owned), (states[0].Residency, states[^1].Residency));
        });
        array.Prefetch(run.Device, HmmRange.All);
        run.OfPages(() => Assert.All(array.Snapshot(run.Device, HmmRange.All), page => Assert.NotEqual(HmmResidency.Absent, page.Residency)));
        int[] read = run.Read(array);
        ConformanceRun.AssertNumbered(read.AsSpan(0, half.Length));
        Assert.Equal([half.Length + 1, ConformanceRun.Elements], new[] { read[half.Length], read[^1] });
    }

    [ConformanceRow("migrate_release", "the device gives its memory back; what was there survives on the host", Starts = PageStarts.Own)]
    public static void MigrateRelease(ConformanceRun run)
    {
        HmmArray<int> array = run.Numbered();
        TransparentKernels.Add(run.Device, ConformanceRun.Elements, 1, array);
        run.Device.Trim();
        run.AssertResidency(HmmResidency.Absent, array, run.Device);
        ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), more: 1);

        HmmDevice closed = run.Make(new SimulatedOptions());
        TransparentKernels.Add(closed, ConformanceRun.Elements, 1, array);
        closed.Dispose();
        ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), more: 2);
    }

    [ConformanceRow("migrate_shared", "shared memory is refused", Starts = PageStarts.Own)]
    public static void MigrateShared(ConformanceRun run)
        => run.NotApply("the memory of an array is a shared map of a memory file by design, and migrates");

    [ConformanceRow("migrate_mixed", "pages that may not be touched and holes are an error; zero, read-only and writable pages migrate; another device's page stays there", Starts = PageStarts.Own)]
    public static void MigrateMixed(ConformanceRun run)
    {
        HmmArray<int> array = run.Empty(6 * Page);
        Span<int> span = array.AsSpan();
        span[..Page].Fill(1);
        span[(3 * Page)..].Fill(3);
        TransparentKernels.Add(run.Other, HmmExtent.Range(5 * Page, 6 * Page), 1, array);
        array.Protect((0, Page), HmmProtection.None);
        array.Protect((3 * Page, 4 * Page), HmmProtection.ReadOnly);
        Assert.Throws<HmmAccessException>(() => run.Read(array));
        TransparentKernels.Add(run.Other, HmmExtent.Range(5 * Page, 6 * Page), 1, array);

        array.Prefetch(run.Device, (2 * Page, 5 * Page));

        run.OfPages(() => Assert.Equal(
            [HmmResidency.Absent, HmmResidency.Absent, HmmResidency.Shared, HmmResidency.Shared, HmmResidency.Shared, HmmResidency.Absent],
            array.Snapshot(run.Device, HmmRange.All).Select(page => page.Residency)));
        Assert.Equal(HmmResidency.Owned, array.Snapshot(run.Other, (5 * Page, 6 * Page))[0].Residency);
        array.Protect((0, Page), HmmProtection.ReadWrite);
        Assert.Equal([1, 0, 0, 3, 3, 5], Enumerable.Range(0, 6).Select(page => run.Read(array)[page * Page]));

        HmmArray<int> hole = run.Space.Allocate<int>(Page);
        hole.Dispose();
        Assert.Throws<ObjectDisposedException>(() => run.Read(hole));
    }

    [ConformanceRow("migrate_multiple", "10 round trips lose nothing")]
    public static void MigrateMultiple(ConformanceRun run)
    {
        HmmArray<int> array = run.Numbered(ConformanceRun.Elements / 4);
        for (int round = 0; round < Rounds; round++)
        {
            TransparentKernels.Add(run.Device, (int)array.Length, 1, array);

            // After two rounds the array shuttles: its pages leave the device with the launch.
            if (round < 2)
            {
                run.AssertResidency(HmmResidency.Owned, array, run.Device);
            }

            Span<int> span = array.AsSpan();
            ConformanceRun.AssertNumbered(span, more: 2 * round + 1);
            for (int i = 0; i < span.Length; i++)
            {
                span[i]++;
            }
        }
    }

    [ConformanceRow("anon_teardown", "memory ends while a device reads it: an error or right data, never wrong data, never a hang")]
    public static void AnonTeardown(ConformanceRun run)
    {
        const int Length = ConformanceRun.Elements / 8;
        for (int round = 0; round < Rounds; round++)
        {
            HmmArray<int> array = run.Numbered(Length);
            using Barrier together = new(2);
            Task end = Task.Run(() =>
            {
                together.SignalAndWait();
                Thread.SpinWait(round * 2000);
                array.Dispose();
            });
            together.SignalAndWait();
            try
            {
                ConformanceRun.AssertNumbered(run.Read(array));
            }
            catch (ObjectDisposedException)
            {
            }

            Assert.True(end.Wait(TimeSpan.FromSeconds(20)), "the end of the array hangs");
        }

        run.Emulate("an array ends as a whole");
    }

    [ConformanceRow("migrate_remap_fault", "memory is remapped before and after it migrates, with and without leaving the old range", Starts = PageStarts.Own)]
    public static void MigrateRemapFault(ConformanceRun run)
    {
        foreach (bool migratesFirst in (bool[])[false, true])
        {
            foreach (bool leavesOld in (bool[])[false, true])
            {
                HmmArray<int> old = run.Numbered(ConformanceRun.Elements / 4);
                HmmArray<int> moved = run.Empty((int)old.Length);
                if (migratesFirst)
                {
                    TransparentKernels.Add(run.Device, (int)old.Length, 0, old);
                }

                old.CopyTo(moved);
                if (leavesOld)
                {
                    old.Discard(HmmRange.All);
                }
                else
                {
                    old.Dispose();
                }

                ConformanceRun.AssertNumbered(run.Read(moved));
                TransparentKernels.Add(run.Device, (int)moved.Length, 1, moved);
                ConformanceRun.AssertNumbered(moved.AsReadOnlySpan(), more: 1);
                if (leavesOld)
                {
                    ConformanceRun.AssertAll(0, run.Read(old));
                }
            }
        }

        run.Emulate("arrays never move, so CopyTo moves their contents into another one; the old one is discarded or disposed of");
    }
}
