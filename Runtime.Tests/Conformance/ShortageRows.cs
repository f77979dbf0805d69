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
        AssertSmall(run, array, numbered: true);
        AssertEachFailure(run, numbered: true);
    }

    [ConformanceRow("migrate_anon_huge_zero_err", "the same with pages that nobody has written", Starts = PageStarts.Own)]
    public static void ZeroError(ConformanceRun run)
    {
        HmmArray<int> array = run.Empty(Count);
        AssertSmall(run, array, numbered: false);
        AssertEachFailure(run, numbered: false);
    }

    [ConformanceRow("benchmark_thp_migration", "how fast 7 sizes from 512 KiB to 256 MiB go to the device and back, in small and in large pages", Starts = PageStarts.Own)]
    public static void Throughput(ConformanceRun run) => run.NotApply("it asserts nothing; ours is `Benchmarks migration`");

    /// <summary>A device whose memory is smaller than one large page.</summary>
    private static void AssertSmall(ConformanceRun run, HmmArray<int> array, bool numbered)
    {
        HmmDevice device = run.Make(new SimulatedOptions { PageSize = 2 << 20, MemoryBudget = 1 << 20 });
        TransparentKernels.Add(device, Count, 1, array);
        Assert.Equal(numbered ? 2049 : 1, array[2048]);
        if (numbered)
        {
            ConformanceRun.AssertNumbered(array.AsReadOnlySpan(), more: 1);
        }
        else
        {
            ConformanceRun.AssertAll(1, array.AsReadOnlySpan());
        }
    }

    /// <summary>A device of this process whose allocations fail, one after the other: of pages, of more pages, and of tables.</summary>
    private static void AssertEachFailure(ConformanceRun run, bool numbered)
    {
        if (run.Kind != ConformanceDeviceKind.Simulated0)
        {
            // The starved device is one of this process whatever the run's is.
            return;
        }

        foreach (Starvation starvation in Enum.GetValues<Starvation>())
        {
            int site = 0;
            while (AssertFailure(run, numbered, site, starvation) > 0)
            {
                Assert.True(++site < 100, "there are always more allocations");
            }

            Assert.True(site > 1, "nothing was allocated");
        }
    }

    private static int AssertFailure(ConformanceRun run, bool numbered, int site, Starvation starvation)
    {
        using StarvedDevice starved = new(site, starvation);
        for (int length = Count / 512; length <= Count; length *= 8)
        {
            using HmmArray<int> array = run.Space.Allocate<int>(length);
            if (numbered)
            {
                ConformanceRun.Number(array.AsSpan());
            }

            if (starvation == Starvation.ForGood && site == 0)
            {
                Assert.Throws<HmmOutOfMemoryException>(() => TransparentKernels.Add(starved.Device, length, 0, array));
            }
            else
            {
                AddNothing(starved, length, array, mayFail: starvation == Starvation.Once);
            }

            ConformanceRun.AssertNumbered(numbered ? array.AsReadOnlySpan() : []);
            ConformanceRun.AssertAll(0, numbered ? [] : array.AsReadOnlySpan());
        }

        return starved.Failed;
    }

    /// <summary>Where other pages can give way, that is what happens; else an error says so, and the device works on.</summary>
    private static void AddNothing(StarvedDevice starved, int length, HmmArray<int> array, bool mayFail)
    {
        try
        {
            TransparentKernels.Add(starved.Device, length, 0, array);
        }
        catch (HmmOutOfMemoryException) when (mayFail)
        {
            TransparentKernels.Add(starved.Device, length, 0, array);
        }
    }
}
