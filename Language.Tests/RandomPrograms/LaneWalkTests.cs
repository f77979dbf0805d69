using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Work items that walk memory in another order than their own give what they give one after another, for all sizes around those of vectors. New kernels in each
/// run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class LaneWalkTests(ITestOutputHelper output)
{
    private const int Batch = 30;

    // Of fewer the test would say nothing.
    private const double LeastShare = 0.1;

    private static readonly int[] Sizes = [0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 40];

    [Fact]
    public void Items_InTheOrderOfMemory_GiveWhatTheyGiveOneAfterAnother()
    {
        int first = TestSeeds.First;
        int kernels = TestScale.Iterations(quick: 30, full: 120, @long: 3_000);
        output.WriteLine($"Seeds {first} to {first + kernels - 1}.");
        using LaneComparison comparison = new();
        List<string> faults = [];
        int turned = 0;
        foreach (int[] seeds in Enumerable.Range(first, kernels).Chunk(Batch))
        {
            LaneKernel[] made = [.. seeds.Select(WalkGenerator.Make)];
            LaneTrial trial = new(made);
            for (int number = 0; number < made.Length; number++)
            {
                turned += trial.LanesOf(number) is { Turned: not null } ? 1 : 0;
                Random random = new(made[number].Seed);
                for (int run = 0; run < Sizes.Length; run++)
                {
                    // Every size is that of rows and of columns; boxes that begin anywhere come with sizes of any kind.
                    int[]? asked = run % 4 == 3 ? null : [made[number].Rank == 2 ? 1 : random.Next(1, 10), Sizes[random.Next(Sizes.Length)], Sizes[run]];
                    if (asked is not null && random.Next(2) == 0)
                    {
                        (asked[1], asked[2]) = (asked[2], asked[1]);
                    }

                    if (comparison.Difference(trial, made[number], number, random, asked) is { } difference)
                    {
                        faults.Add($"seed {made[number].Seed}, {trial.LanesOf(number)}: {difference}\n{made[number].ToMethod(number)}");
                        break;
                    }
                }
            }
        }

        output.WriteLine($"{turned} of {kernels} kernels are turned.");
        Assert.True(faults.Count == 0, string.Join('\n', faults.OrderBy(static fault => fault.Length).Take(4).Prepend($"{faults.Count} faults.")));
        Assert.InRange(turned, (int)(kernels * LeastShare), kernels - 1);
    }
}
