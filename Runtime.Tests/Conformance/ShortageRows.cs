using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Conformance;

/// <summary>The device has no memory: nothing is lost.</summary>
internal static class ShortageRows
{
    private const int Large = 2 << 18;
    private const int Count = 2 * Large;

    [ConformanceRow("migrate_anon_huge_err", "a large page cannot be had: small ones are taken, or an error says so; nothing is lost on the way there and back", Starts = PageStarts.Own)]
    public static void Error(ConformanceRun run)
    {
        HmmArray<int> array = run.Empty(Count);
        ConformanceRun.Number(array.AsSpan());
        AssertSmallOrRefused(run, array, more: 0);
        AssertEachFailure(run, numbered: true);
    }

    [ConformanceRow("migrate_anon_huge_zero_err", "the same with pages that nobody has written", Starts = PageStarts.Own)]
    public static void ZeroError(ConformanceRun run)
    {
        HmmArray<int> array = run.Empty(Count);
        AssertSmallOrRefused(run, array, more: null);
        AssertEachFailure(run, numbered: false);
    }

    [ConformanceRow("benchmark_thp_migration", "how fast 7 sizes from 512 KiB to 256 MiB go to the device and back, in small and in large pages", Starts = PageStarts.Own)]
    public static void Throughput(ConformanceRun run) => run.NotApply("it asserts nothing; docs/measurements.md has figures of ours");

    /// <summary>A device whose memory is smaller than one large page.</summary>
    private static void AssertSmallOrRefused(ConformanceRun run, HmmArray<int> array, int? more)
    {
        HmmDevice device = run.Make(new SimulatedOptions { PageSize = 2 << 20, MemoryBudget = 1 << 20 });
        try
        {
            TransparentKernels.Add(device, Count, 1, array);
            more++;
            Assert.Equal(more is null ? 1 : 2049, array[2048]);
        }
        catch (HmmOutOfMemoryException)
        {
            run.Differ("a device whose budget is smaller than a large page refuses the launch with HmmOutOfMemoryException");
        }

        if (more is { } added)
        {
            ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), added);
        }
    }

    /// <summary>A device of this process whose allocations fail, one after the other: also those of frames that are to hold more, and of tables.</summary>
    private static void AssertEachFailure(ConformanceRun run, bool numbered)
    {
        for (int site = 0, failed = 1; failed > 0; site++)
        {
            Assert.True(site < 100, "there are always more allocations");
            using StarvedDevice starved = new(site);
            using HmmArray<int> array = run.Space.Allocate<int>(Count);
            if (numbered)
            {
                ConformanceRun.Number(array.AsSpan());
            }

            int more = 0;
            for (int length = 1000; length <= Count; length *= 8)
            {
                HmmArray<int> part = array.Slice(0, length);
                try
                {
                    TransparentKernels.Add(starved.Device, length, 0, part);
                    more++;
                }
                catch (HmmOutOfMemoryException)
                {
                    // Nothing is lost, and the device works on.
                    TransparentKernels.Add(starved.Device, length, 0, part);
                }

                Assert.Equal(numbered ? length - 1 : 0, part[length - 1]);
            }

            failed = starved.Failed;
            Assert.True(more > 0);
            ConformanceRun.AssertNumbered(numbered ? array.AsReadOnlySpan() : []);
            ConformanceRun.AssertAll(0, numbered ? [] : array.AsReadOnlySpan());
        }
    }
}
