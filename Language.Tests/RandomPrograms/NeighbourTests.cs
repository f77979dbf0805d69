using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Work items that read neighbours give what they give one after another, for all sizes around those of vectors. New kernels in each run; <c>HMMGEN_SEED</c>
/// names the first.
/// </summary>
public sealed class NeighbourTests(ITestOutputHelper output)
{
    // Of fewer the test would say nothing.
    private const double LeastShare = 0.5;

    private static readonly int[] Sizes = [0, 1, 15, 16, 17, 31, 33, 63, 64, 65, 80, 129, 200];

    [Fact]
    public void Neighbours_GiveWhatTheyGiveOneAfterAnother()
    {
        int kernels = TestScale.Iterations(quick: 40, full: 160, @long: 4_000);
        int wide = new LaneRuns(output).Compare(kernels, NeighbourGenerator.Make, Sizes.Length, SizesOf, static kernel => kernel.Lanes is { IsWide: true });
        Assert.InRange(wide, (int)(kernels * LeastShare), kernels);
    }

    private static int[]? SizesOf(LaneKernel kernel, int run, Random random)
        => run % 5 == 4 ? null : [kernel.Rank == 3 ? random.Next(1, 4) : 1, kernel.Rank == 1 ? 1 : random.Next(1, 6), Sizes[run]];
}
