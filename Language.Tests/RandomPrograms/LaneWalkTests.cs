using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Work items that walk memory in another order than their own give what they give one after another, for all sizes around those of vectors. New kernels in each
/// run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneWalkTests(ITestOutputHelper output)
{
    // Of fewer the test would say nothing.
    private const double LeastShare = 0.1;

    private static readonly int[] Sizes = [0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 40];

    [Fact]
    public void Items_InTheOrderOfMemory_GiveWhatTheyGiveOneAfterAnother()
    {
        int kernels = TestScale.Iterations(quick: 30, full: 120, @long: 3_000);
        int turned = new LaneRuns(output).Compare(kernels, WalkGenerator.Make, Sizes.Length, SizesOf, static kernel => kernel.Lanes is { Turned: not null });
        Assert.InRange(turned, (int)(kernels * LeastShare), kernels - 1);
    }

    // Every size is that of rows and of columns; boxes that begin anywhere come with sizes of any kind.
    private static int[]? SizesOf(LaneKernel kernel, int run, Random random)
    {
        if (run % 4 == 3)
        {
            return null;
        }

        int[] sizes = [kernel.Rank == 2 ? 1 : random.Next(1, 10), Sizes[random.Next(Sizes.Length)], Sizes[run]];
        if (random.Next(2) == 0)
        {
            (sizes[1], sizes[2]) = (sizes[2], sizes[1]);
        }

        return sizes;
    }
}
