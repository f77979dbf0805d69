using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.HandWritten;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Data a hundred times the device's memory, within a bound on waves.</summary>
public sealed class OversubscriptionTests
{
    private const long Budget = 1 << 20;
    private const int Elements = 16 << 20;

    /// <summary>How many items share the work, and how they are run. Every second of these has its turn.</summary>
    public static TheoryData<int, HmmKernelVariants> Shares { get; } = new(TestScale.Turns<(int, HmmKernelVariants)>(
        [
            (1, HmmKernelVariants.Auto), (1, HmmKernelVariants.Resumable), (64, HmmKernelVariants.Resumable), (4096, HmmKernelVariants.Auto),
            (4096, HmmKernelVariants.Resumable), (65536, HmmKernelVariants.Resumable),
        ],
        quick: 1,
        full: 2));

    [Theory]
    [MemberData(nameof(Shares))]
    public void A_dot_product_over_256_MiB_ends_in_few_waves(int items, HmmKernelVariants variant)
    {
        TestScale.SkipQuick("256 MiB");
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Budget, Variant = variant });
        using HmmArray<double> x = HmmSpace.Shared.Allocate<double>(Elements);
        using HmmArray<double> y = HmmSpace.Shared.Allocate<double>(Elements);
        using HmmArray<double> sums = HmmSpace.Shared.Allocate<double>(items);
        Span<double> xs = x.AsSpan();
        Span<double> ys = y.AsSpan();
        for (int i = 0; i < Elements; i++)
        {
            xs[i] = i & 1023;
            ys[i] = i & 3;
        }

        double expected = 0;
        for (int i = 0; i < Elements; i++)
        {
            expected += xs[i] * ys[i];
        }

        Ops.Dot(device, items, Elements / items, x, y, sums);

        HmmStatistics statistics = device.Statistics;
        TestContext.Current.SendDiagnosticMessage(statistics.ToString());
        Assert.Equal(expected, sums.AsReadOnlySpan().ToArray().Sum());

        // 65,536 pages, of which 256 fit: with half of the room for what comes next, two pages a frame and a wave are few.
        Assert.InRange(statistics.Waves, 1, 1500);
        Assert.InRange(statistics.BytesIn, 256L << 20, 320L << 20);
    }

    [Fact]
    public void Random_accesses_over_256_MiB_end_in_as_many_waves_as_pages_need()
    {
        TestScale.SkipQuick("256 MiB");
        const int Count = 64 << 20;
        const int Items = 2000;
        const int Steps = 16;
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MemoryBudget = Budget });
        using HmmArray<int> next = HmmSpace.Shared.Allocate<int>(Count);
        using HmmArray<int> ends = HmmSpace.Shared.Allocate<int>(Items);
        Span<int> links = next.AsSpan();
        for (int i = 0; i < Count; i++)
        {
            links[i] = (int)((i * 1_103_515_245L + 12_345) & (Count - 1));
        }

        int[] expected = new int[Items];
        for (int i = 0; i < Items; i++)
        {
            int at = i;
            for (int step = 0; step < Steps; step++)
            {
                at = links[at];
            }

            expected[i] = at;
        }

        Ops.Chase(device, Items, Steps, next, ends);

        HmmStatistics statistics = device.Statistics;
        TestContext.Current.SendDiagnosticMessage(statistics.ToString());
        Assert.Equal(expected, ends.AsReadOnlySpan().ToArray());

        // 256 pages a wave; every access needs a page of its own.
        Assert.InRange(statistics.Waves, 1, 2 * Items * Steps / 256);
    }
}
