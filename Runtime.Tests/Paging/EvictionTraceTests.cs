using HmmGen.Base;
using HmmGen.Tests.Paging.Replay;
using Xunit;

namespace HmmGen.Tests.Paging;

/// <summary>What real launches used is replayed with the best eviction that there can be, which knows all that is to come.</summary>
public sealed class EvictionTraceTests(ITestOutputHelper output)
{
    /// <summary>For planned launches the uses are complete. Of others only the misses are seen, and the best of these is less than any device can do.</summary>
    [Fact]
    public void Foresight_misses_little_more_than_the_best_and_less_than_a_clock()
    {
        List<double> planned = [];
        List<double> all = [];
        List<double> ofClock = [];
        List<string> worse = [];
        foreach (TracedProgram program in TracedProgram.All)
        {
            (int misses, double ours) = Measure(program, EvictionKind.Aged);
            (int missesOfClock, double clock) = Measure(program, EvictionKind.Clock);
            if (misses > missesOfClock * 1.03)
            {
                worse.Add($"{program}: {misses} misses with foresight, {missesOfClock} with a clock");
            }

            all.Add(ours);
            ofClock.Add(clock);
            if (program.IsPlanned)
            {
                planned.Add(ours);
            }
        }

        output.WriteLine($"geometric means over the best: planned {Mean(planned):F3}, all {Mean(all):F3}, all with a clock {Mean(ofClock):F3}");
        Assert.Empty(worse);
        Assert.InRange(Mean(planned), 1, 1.12);
        Assert.InRange(Mean(all), 1, 1.2);
    }

    private static double Mean(List<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private (int Misses, double OverBest) Measure(TracedProgram program, EvictionKind kind)
    {
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions
        {
            MemoryBudget = program.Frames << 12,
            MaxDegreeOfParallelism = 1,
            Testing = new PagingTestOptions { Eviction = kind },
        });
        using TracedArrays arrays = new();
        PageUseTrace trace = PageUseTrace.Of(device);
        program.Run(device, arrays);
        int best = Replays.Best(trace.Uses, program.Frames);
        int recent = Replays.LeastRecentlyUsed(trace.Uses, program.Frames);
        double over = (double)trace.Misses / best;
        output.WriteLine(
            $"{program}, {kind}: {trace.Uses.Count} uses of {trace.Pages} pages, {trace.Misses} misses, best {best}, least recently used {recent}: {over:F2}");
        Assert.InRange(trace.Misses, best, int.MaxValue);
        Assert.True(trace.Pages > program.Frames, $"{program}: all pages fit");
        return (trace.Misses, over);
    }
}
