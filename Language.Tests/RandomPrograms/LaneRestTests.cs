using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Items that change what they load give as lanes what they give one after another, for rows of all lengths around those of vectors, and run once each.
/// New kernels in each run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneRestTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 14;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.3;

    private const int MostLength = 40;

    [Fact]
    public void RestsOfRows_AsLanes_GiveWhatPlainLoopsGive()
    {
        int kernels = TestScale.Iterations(quick: 30, full: 100, @long: 4_000);
        int withRests = new LaneRuns(output).Compare(
            kernels, RestGenerator.Make, RunsPerKernel, static (kernel, _, random) => Sizes(kernel, random), static kernel => kernel is { Lanes.HasRests: true } or { Rows.HasRests: true });
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.Avx.IsSupported, "This processor has no loads with masks, so that rests run one by one.");
        Assert.InRange(withRests, (int)(kernels * LeastShare), kernels - 1);
    }

    // Rows of a flat index, or of two.
    private static int[] Sizes(LaneKernel kernel, Random random)
    {
        int length = random.Next(7, MostLength), rows = random.Next(1, 6);
        return kernel.Rank == 1 ? [1, length, length * rows + (random.Next(3) == 0 ? random.Next(length) : 0)] : [1, rows, length];
    }
}
