using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Items that own rows or every so many-th element give as lanes what they give one after another, for rows and launches of all lengths around those of vectors.
/// New kernels in each run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneNestTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 8;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.1;

    private static readonly int[] Widths = [0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 71];

    [Fact]
    public void Nests_AsLanes_GiveWhatPlainLoopsGive()
    {
        int kernels = TestScale.Iterations(quick: 30, full: 80, @long: 1_200);
        int withLanes = new LaneRuns(output).Compare(
            kernels, NestGenerator.Make, RunsPerKernel, static (_, _, random) => [1, random.Next(36), Widths[random.Next(Widths.Length)]], static kernel => kernel.Lanes is not null);
        Assert.InRange(withLanes, (int)(kernels * LeastShare), kernels - 1);
    }
}
