using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Items that walk along rows as lanes give what plain loops give, for rows of all lengths around those of vectors. New kernels in each run;
/// <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneRowTests(ITestOutputHelper output)
{
    private const int Batch = 30;
    private const int RunsPerKernel = 8;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.3;

    private static readonly int[] Widths = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 40, 64, 65, 129];

    [Fact]
    public void Rows_AsLanes_GiveWhatPlainLoopsGive()
    {
        int first = TestSeeds.First;
        int kernels = TestScale.Iterations(quick: 30, full: 120, @long: 3_000);
        output.WriteLine($"Seeds {first} to {first + kernels - 1}.");
        using LaneComparison comparison = new();
        List<string> faults = [];
        int withLanes = 0;
        foreach (int[] seeds in Enumerable.Range(first, kernels).Chunk(Batch))
        {
            LaneKernel[] made = [.. seeds.Select(RowGenerator.Make)];
            LaneTrial trial = new(made);
            for (int number = 0; number < made.Length; number++)
            {
                withLanes += trial.LanesOf(number) is null ? 0 : 1;
                Random random = new(made[number].Seed);
                for (int run = 0; run < RunsPerKernel; run++)
                {
                    // Items and the length of their rows.
                    int[] asked = [1, Widths[random.Next(Widths.Length)], random.Next(3) == 0 ? Widths[random.Next(Widths.Length)] : random.Next(1, 42)];
                    if (comparison.Difference(trial, made[number], number, random, asked) is { } difference)
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
