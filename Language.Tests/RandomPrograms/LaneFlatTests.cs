using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Items of rows that one index counts give as lanes along these rows what they give one after another. New kernels in each run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneFlatTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 14;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.3;

    private const int MostItems = 300;

    private static readonly int[] Lengths = [0, 1, 4, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 40, 64, 65, 100];
    private static readonly int[] Rows = [1, 1, 2, 3, 4, 5, 8, 9, 17];

    [Fact]
    public void FlatIndices_AsLanes_GiveWhatPlainLoopsGive()
    {
        int kernels = TestScale.Iterations(quick: 20, full: 60, @long: 3_000);
        int withLanes = new LaneRuns(output).Compare(kernels, FlatGenerator.Make, RunsPerKernel, static (kernel, _, random) => Sizes(kernel, random), static kernel => kernel.Rows is not null);
        Assert.InRange(withLanes, (int)(kernels * LeastShare), kernels - 1);
    }

    // Whole rows, and a part of one more.
    private static int[] Sizes(LaneKernel kernel, Random random)
    {
        int length = Lengths[random.Next(Lengths.Length)], rows = Math.Min(Rows[random.Next(Rows.Length)], 2 + (MostItems / Math.Max(1, length)));
        int items = Math.Max(0, (Math.Max(length, 2) * rows) + (random.Next(2) == 0 ? 0 : random.Next(-9, 10)));
        return kernel.Rank == 1 ? [1, length, items] : [1, Math.Max(1, length), items];
    }
}
