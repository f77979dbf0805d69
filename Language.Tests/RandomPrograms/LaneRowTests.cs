using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Items that walk along rows as lanes give what plain loops give, for rows of all lengths around those of vectors. New kernels in each run;
/// <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneRowTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 8;

    // Two of five are usual. Of fewer than this the test would say nothing.
    private const double LeastShare = 0.1;

    private static readonly int[] Widths = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 40, 64, 65, 129];

    [Fact]
    public void Rows_AsLanes_GiveWhatPlainLoopsGive()
    {
        int kernels = TestScale.Iterations(quick: 30, full: 120, @long: 3_000);
        int withLanes = new LaneRuns(output).Compare(kernels, RowGenerator.Make, RunsPerKernel, static (_, _, random) => Sizes(random), static kernel => kernel.Lanes is not null);
        Assert.InRange(withLanes, (int)(kernels * LeastShare), kernels - 1);
    }

    // Items and the length of their rows.
    private static int[] Sizes(Random random)
        => [1, Widths[random.Next(Widths.Length)], random.Next(3) == 0 ? Widths[random.Next(Widths.Length)] : random.Next(1, 42)];
}
