using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Work items that touch parts of words give what they give one after another, for all sizes around those of vectors. New kernels in each run;
/// <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class WordTests(ITestOutputHelper output)
{
    // Of fewer the test would say nothing.
    private const double LeastShare = 0.3;

    private static readonly int[] Sizes = [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 65, 129, 200];

    [Fact]
    public void Words_GiveWhatTheirPartsGiveOneAfterAnother() => Compare(WordGenerator.Make);

    [Fact]
    public void Interleaved_GiveWhatTheyGiveOneAfterAnother() => Compare(WordGenerator.MakeWide);

    private void Compare(Func<int, LaneKernel> make)
    {
        int kernels = TestScale.Iterations(quick: 80, full: 100, @long: 4_000);
        int lanes = new LaneRuns(output).Compare(kernels, make, Sizes.Length, SizesOf, static kernel => kernel.Lanes is not null);
        Assert.InRange(lanes, (int)(kernels * LeastShare), kernels);
    }

    private static int[]? SizesOf(LaneKernel kernel, int run, Random random)
        => run % 5 == 4 ? null : [kernel.Rank == 3 ? random.Next(1, 4) : 1, kernel.Rank == 1 ? 1 : random.Next(1, 6), Sizes[run]];
}
