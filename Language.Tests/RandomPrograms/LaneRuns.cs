using HmmGen.Kernels;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Launches kernels made at random with lanes and without, each some times, and reports the differences.</summary>
/// <param name="output">Receives the seeds.</param>
internal sealed class LaneRuns(ITestOutputHelper output)
{
    // Kernels that are compiled together.
    private const int Batch = 40;

    /// <summary>Compares kernels. The test fails where one differs.</summary>
    /// <param name="kernels">How many there are.</param>
    /// <param name="make">Makes one from a seed.</param>
    /// <param name="runs">How often each is launched.</param>
    /// <param name="sizes">The sizes of the dimensions in one of a kernel's launches; null for any.</param>
    /// <param name="isMeant">Whether a kernel's lanes are of the kind that the test is about.</param>
    /// <returns>The number of kernels whose lanes are.</returns>
    public int Compare(int kernels, Func<int, LaneKernel> make, int runs, Func<LaneKernel, int, Random, int[]?> sizes, Func<KernelDescriptor, bool> isMeant)
    {
        int first = TestSeeds.First;
        output.WriteLine($"Seeds {first} to {first + kernels - 1}.");
        using LaneComparison comparison = new();
        List<string> faults = [];
        int meant = 0;
        foreach (int[] seeds in Enumerable.Range(first, kernels).Chunk(Batch))
        {
            LaneKernel[] made = [.. seeds.Select(make)];
            LaneTrial trial = new(made);
            for (int number = 0; number < made.Length; number++)
            {
                meant += isMeant(trial.DescriptorOf(number)) ? 1 : 0;
                Random random = new(made[number].Seed);
                for (int run = 0; run < runs; run++)
                {
                    if (comparison.Difference(trial, made[number], number, random, sizes(made[number], run, random)) is { } difference)
                    {
                        faults.Add($"seed {made[number].Seed}, {trial.LanesOf(number)}: {difference}\n{made[number].ToMethod(number)}");
                        break;
                    }
                }
            }
        }

        output.WriteLine($"{meant} of {kernels} kernels have the lanes that are meant.");
        Assert.True(faults.Count == 0, string.Join('\n', faults.OrderBy(static fault => fault.Length).Take(4).Prepend($"{faults.Count} faults.")));
        return meant;
    }
}
