using HmmGen.Base;
using HmmGen.Tests.Paging.Replay;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>What real launches used is replayed with the best eviction that there can be, which knows all that is to come.</summary>
public sealed class EvictionTraceTests(ITestOutputHelper output)
{
    [Fact]
    public void Foresight_misses_little_more_than_the_best_and_less_than_a_clock()
    {
        double aged = 0;
        double clock = 0;
        foreach (TracedProgram program in TracedProgram.All)
        {
            (double ours, double ofClock) = (OverBest(program, EvictionKind.Aged), OverBest(program, EvictionKind.Clock));
            aged += Math.Log(ours);
            clock += Math.Log(ofClock);
        }

        aged = Math.Exp(aged / TracedProgram.All.Count);
        clock = Math.Exp(clock / TracedProgram.All.Count);
        output.WriteLine($"geometric mean: foresight {aged:F3}, clock {clock:F3}");
        Assert.InRange(aged, 1, 1.2);
        Assert.True(aged < clock);
    }

    private double OverBest(TracedProgram program, EvictionKind kind)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
        {
            MemoryBudget = TracedProgram.Frames << 12,
            MaxDegreeOfParallelism = 1,
            Testing = new PagingTestOptions { Eviction = kind },
        });
        using TracedArrays arrays = new();
        PageUseTrace trace = PageUseTrace.Of(device);
        program.Run(device, arrays);
        int best = Replays.Best(trace.Uses, TracedProgram.Frames);
        int recent = Replays.LeastRecentlyUsed(trace.Uses, TracedProgram.Frames);
        output.WriteLine(
            $"{program}, {kind}: {trace.Uses.Count} uses of {trace.Pages} pages, {trace.Misses} misses, best {best}, least recently used {recent}: "
            + $"{(double)trace.Misses / best:F2} over the best");
        Assert.InRange(trace.Misses, best, int.MaxValue);
        Assert.True(trace.Pages > TracedProgram.Frames, $"{program}: all pages fit");
        return (double)trace.Misses / best;
    }
}
