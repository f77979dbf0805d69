using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Work items as lanes of vectors give the results of a plain loop, and the errors and effects of a launch that runs them one by one. New kernels in each run;
/// <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 6;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.2;

    [Fact]
    public void Lanes_GiveWhatPlainLoopsGive()
    {
        int kernels = TestScale.Iterations(quick: 40, full: 160, @long: 4_000);
        int withLanes = new LaneRuns(output).Compare(kernels, LaneGenerator.Make, RunsPerKernel, static (_, _, _) => null, static kernel => kernel.Lanes is not null);
        Assert.InRange(withLanes, (int)(kernels * LeastShare), kernels - 1);
    }
}
