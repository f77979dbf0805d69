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
    private const int Batch = 40;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.2;

    [Fact]
    public void Lanes_GiveWhatPlainLoopsGive()
    {
        int first = TestSeeds.First;
        int kernels = TestScale.Iterations(quick: 40, full: 160, @long: 4_000);
        output.WriteLine($"Seeds {first} to {first + kernels - 1}.");
        using LaneComparison comparison = new();
        List<string> faults = [];
        int withLanes = 0;
        foreach (int[] seeds in Enumerable.Range(first, kernels).Chunk(Batch))
        {
            LaneKernel[] made = [.. seeds.Select(LaneGenerator.Make)];
            LaneTrial trial = new(made);
            for (int number = 0; number < made.Length; number++)
            {
                withLanes += trial.LanesOf(number) is null ? 0 : 1;
                Random random = new(made[number].Seed);
                for (int run = 0; run < RunsPerKernel; run++)
                {
                    if (comparison.Difference(trial, made[number], number, random) is { } difference)
                    {
                        faults.Add($"seed {made[number].Seed}, {trial.LanesOf(number)}: {difference}\n{made[number].ToMethod(number)}");
                        break;
                    }
                }
            }
        }

        output.WriteLine($"{withLanes} of {kernels} kernels have lanes.");
        Assert.True(faults.Count == 0, string.Join('\n', faults.OrderBy(static fault => fault.Length).Take(4).Prepend($"{faults.Count} faults.")));
        Assert.InRange(withLanes, (int)(kernels * LeastShare), kernels - 1);
    }
}
