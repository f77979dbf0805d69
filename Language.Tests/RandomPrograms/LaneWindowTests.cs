using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Items that reach parts of their rows, or elements that arguments set apart, give as lanes what they give one after another. New kernels in each run;
/// <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneWindowTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 12;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.1;

    private static readonly int[] Widths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 65, 97];

    [Fact]
    public void Windows_AsLanes_GiveWhatPlainLoopsGive()
    {
        int kernels = TestScale.Iterations(quick: 30, full: 100, @long: 3_000);
        int withLanes = new LaneRuns(output).Compare(
            kernels, WindowGenerator.Make, RunsPerKernel, static (_, _, random) => [1, random.Next(44), Widths[random.Next(Widths.Length)]], static kernel => kernel.Lanes is not null);
        Assert.InRange(withLanes, (int)(kernels * LeastShare), kernels - 1);
    }
}
