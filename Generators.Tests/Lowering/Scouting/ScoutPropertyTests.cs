using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Lowering.Scouting;
using HmmGen.Generators.Model;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Scouting;

/// <summary>Scouts of made-up kernels against the kernels themselves: the same elements, neither more nor fewer, and no error missed.</summary>
public sealed class ScoutPropertyTests(ITestOutputHelper output)
{
    private const int Loaded = 2;
    private const int Items = 6;

    private static readonly int Kernels = TestScale.Iterations(quick: 500, full: 6_000, @long: 100_000);

    /// <summary>The limit of a loop hangs on a loop inside the one around it, which is known for a turn of that one only.</summary>
    [Fact]
    public void Limits_MayBeKnownWithinATurnOnly()
    {
        KernelModel kernel = Loading(new StatementGenerator(new Random(963342580)).Next());
        PlanModel plan = PlanLowering.Lower(kernel);
        Assert.NotEmpty(plan.Accesses);
    }

    [Fact]
    public void Scouts_MarkWhatTheirKernelsTouch()
    {
        output.WriteLine($"Seeds {TestSeeds.First} to {TestSeeds.First + Kernels - 1}.");
        (int scouts, int ranges, int rows, int compared, int outside) = (0, 0, 0, 0, 0);
        for (int seed = TestSeeds.First; seed < TestSeeds.First + Kernels; seed++)
        {
            Random random = new(seed);
            KernelModel kernel = Loading(new StatementGenerator(random).Next());
            kernel = random.Next(2) == 0 ? KernelLowering.Lower(kernel) : kernel;
            if (ScoutLowering.Lower(kernel, PlanLowering.Lower(kernel)) is not { } scout) continue;
            scouts++;
            rows += scout.OfRows ? 1 : 0;
            ranges += scout.Body.Blocks.Sum(static block => block.Instructions.OfType<MarkRangeInstruction>().Count());
            for (int item = 0; item < Items; item++)
            {
                int[] arguments = [.. kernel.Parameters.Select(_ => item == Items - 1 ? int.MaxValue - random.Next(4) : random.Next(-2, 9))];
                int[] lengths = [.. kernel.Parameters.Select(_ => random.Next(random.Next(2) == 0 ? 20 : 400))];
                try
                {
                    bool? isOutside = Compare(kernel, scout, arguments, lengths, [random.Next(5), random.Next(5)], scout.OfRows ? random.Next(1, 5) : 1);
                    compared += isOutside == false ? 1 : 0;
                    outside += isOutside == true ? 1 : 0;
                }
                catch (Exception e)
                {
                    Assert.Fail($"seed {seed}: {e}");
                }
            }
        }

        output.WriteLine($"{scouts} scouts, {rows} of rows, with {ranges} ranges; {compared} runs compared, {outside} out of range.");
        Assert.True(scouts > Kernels / 20 && ranges > scouts / 20 && rows > scouts / 50 && compared > scouts && outside > scouts / 2, "Too few runs say anything.");
    }

    /// <summary>Compares a run; whether it went out of range, null when it says nothing.</summary>
    private static bool? Compare(KernelModel kernel, ScoutModel scout, int[] arguments, int[] lengths, int[] item, int row)
    {
        HashSet<int> marked = [.. scout.Marked];
        TouchRun[] expected = [.. Enumerable.Range(0, row).Select(at => TouchRun.Of(kernel, marked, arguments, lengths, [.. item[..^1], item[^1] + at]))];
        if (Array.Exists(expected, static run => !run.HasEnded && !run.IsOutside)) return null;
        TouchRun actual = TouchRun.Of(kernel with { Body = scout.Body }, marked, arguments, lengths, item, row);
        if (Array.Exists(expected, static run => run.IsOutside))
        {
            Assert.True(actual.IsOutside || actual.IsUncounted, "The kernel goes out of range, the scout does not.");
            return true;
        }

        if (actual.IsUncounted) return null;
        Assert.False(actual.IsOutside, "The scout goes out of range, the kernel does not.");
        Assert.True(actual.HasEnded, "The scout does not end.");
        Assert.Equal([.. expected.SelectMany(static run => run.Touches).Distinct().Order()], actual.Touches);
        return false;
    }

    // Nothing is stored into the span that is loaded from.
    private static KernelModel Loading(KernelModel kernel) => kernel with
    {
        Parameters = kernel.Parameters.Select((parameter, number) => number == Loaded ? parameter with { Writes = false } : parameter).ToEquatable(),
    };
}
