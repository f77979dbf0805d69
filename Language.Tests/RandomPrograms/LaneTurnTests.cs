using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Items that walk along rows by several elements a turn give as lanes what plain loops give, for rows of all lengths around those of vectors. New kernels in each
/// run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneTurnTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 8;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.1;

    private static readonly int[] Widths = [0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 71];

    [Fact]
    public void Turns_AsLanes_GiveWhatPlainLoopsGive()
    {
        int kernels = TestScale.Iterations(quick: 60, full: 120, @long: 3_000);
        int withLanes = new LaneRuns(output).Compare(
            kernels, TurnGenerator.Make, RunsPerKernel, static (_, _, random) => [1, random.Next(90), Widths[random.Next(Widths.Length)]], static kernel => kernel.Lanes is not null);
        Assert.InRange(withLanes, (int)(kernels * LeastShare), kernels - 1);
    }
}
