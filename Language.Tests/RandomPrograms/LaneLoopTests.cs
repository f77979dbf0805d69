using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Items that hold loops over elements which follow each other give with their turns as lanes what they give one turn after another, for rows of all lengths around
/// those of vectors. New kernels in each run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneLoopTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 12;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.1;

    private static readonly int[] Lengths = [0, 1, 2, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 47, 64, 71];

    [Fact]
    public void Loops_WithTurnsAsLanes_GiveWhatPlainLoopsGive()
    {
        int kernels = TestScale.Iterations(quick: 40, full: 60, @long: 3_000);
        int withTurns = new LaneRuns(output).Compare(
            kernels, LoopGenerator.Make, RunsPerKernel, static (_, _, random) => [1, Lengths[random.Next(Lengths.Length)], random.Next(40)], static kernel => kernel.Lanes is { IsOfTurns: true });
        Assert.InRange(withTurns, (int)(kernels * LeastShare), kernels - 1);
    }
}
