using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using HmmGen.Generators.Tests.Lowering.Forwarding;
using HmmGen.Language.Tests.RandomPrograms;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Ranges;

/// <summary>Made-up counted loops with and without tests before them: the same effects, errors and memory, and no unchecked access out of bounds.</summary>
public sealed class RangePropertyTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 12;
    private const int MostBlocks = 2_000;

    [Fact]
    public void MadeUpLoops_DoTheSameWithTests()
    {
        int kernels = TestScale.Iterations(quick: 60, full: 600, @long: 6_000);
        output.WriteLine($"Seeds {TestSeeds.First} to {TestSeeds.First + kernels - 1}.");
        (string Text, bool IsWide)[] bodies = [.. Enumerable.Range(TestSeeds.First, kernels).Select(seed => CountedLoopGenerator.Make(new Random(seed)))];
        string methods = string.Concat(bodies.Select((body, n) => $"[HmmKernel] public static void K{n}({CountedLoopGenerator.Parameters})\n{{\n{body.Text}}}\n"));
        KernelModel[] parsed = [.. ParsedKernels.Of(Compilations.Tree(
            $"using System; using System.Threading; using HmmGen; static partial class Loops {{\n{methods} }}", "Loops.cs"))];
        Assert.Equal(kernels, parsed.Length);
        int tested = 0;
        int ran = 0;
        int failed = 0;
        int ended = 0;
        for (int n = 0; n < kernels; n++)
        {
            KernelBody before = KernelLowering.Lower(parsed[n]).Body;
            KernelBody after = RangePass.Run(before);
            tested += after.Blocks.Count > before.Blocks.Count ? 1 : 0;
            Random random = new(TestSeeds.First + n);
            for (int run = 0; run < RunsPerKernel; run++)
            {
                int[] arguments = [CountedLoopGenerator.Argument(random, bodies[n].IsWide), CountedLoopGenerator.Argument(random, bodies[n].IsWide)];
                long[][] memory = [Numbers(random, 6), Numbers(random, 12), Numbers(random, 9)];
                BodyRun expected = BodyRun.Of(before, arguments, memory, MostBlocks);
                BodyRun actual = BodyRun.Of(after, arguments, memory, MostBlocks);
                string where = $"seed {TestSeeds.First + n}, arguments {string.Join(", ", arguments)}:\n{bodies[n].Text}";
                Assert.True(actual.LeftBounds is null, $"unchecked access {actual.LeftBounds}, {where}");
                Assert.True((expected.Error, expected.Line, expected.Ended) == (actual.Error, actual.Line, actual.Ended), $"another end, {where}");
                Assert.True(expected.Changes.SequenceEqual(actual.Changes) && expected.Memory.SequenceEqual(actual.Memory), $"other effects, {where}");
                (ended, failed) = (ended + (expected.Ended ? 1 : 0), failed + (expected.Error is null ? 0 : 1));
                ran += actual.Unchecked > 0 ? 1 : 0;
            }
        }

        output.WriteLine($"{tested} of {kernels} kernels have tests; unchecked copies ran in {ran} runs; {ended} runs ended, {failed} failed.");
        Assert.True(tested > kernels / 2 && Math.Min(ran, Math.Min(ended, failed)) > kernels, "Too few runs say anything.");
    }

    private static long[] Numbers(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => (long)random.Next(0, 9))];
}
