using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Lowering.Ranges;
using HmmGen.Generators.Model;
using HmmGen.Generators.Tests.Lowering.Forwarding;
using HmmGen.Language.Tests.RandomPrograms;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Ranges;

/// <summary>Which loops are tested before they run, at the ends of what the test may say.</summary>
public sealed class RangePassTests
{
    private const int Most = int.MaxValue;
    private const int Least = int.MinValue;
    private const int MostBlocks = 2_000;

    /// <summary>Loops, two arguments, and how many accesses the copy makes.</summary>
    public static TheoryData<string, int, int, int> Loops => new()
    {
        // In bounds at both ends.
        { "for (int k = s; k < t; k++) sum += a[k];", 0, 12, 12 },
        { "for (int k = t; k >= s; k--) sum += a[k];", 0, 11, 12 },
        { "for (int k = s; k < t; k += 4) sum += a[k] + a[k + 3];", 0, 12, 6 },
        { "for (int k = s; k + 3 < t; k += 4) sum += a[k] + a[k + 3];", 1, 12, 4 },
        { "int k = s; while (k != t) { sum += a[k]; k++; }", 3, 9, 6 },
        { "for (int k = p[0]; k < p[1]; k++) sum += a[k];", 0, 0, 7 },
        { "for (int m = 0; m < 3; m++) for (int k = 0; k < 4; k++) sum += a[m * 4 + k];", 0, 0, 12 },
        { "Span<int> part = a.Slice(s, t); for (int k = 0; k < part.Length; k++) sum += part[k];", 3, 5, 5 },
        { "for (int k = s; k < t; k++) { if (k > 3) sum -= a[k]; sum += a[k]; }", 0, 6, 8 },

        // Out of bounds at the first, the last, or a later iteration.
        { "for (int k = s; k < t; k++) sum += a[k];", -1, 12, 0 },
        { "for (int k = s; k < t; k++) sum += a[k];", 0, 13, 0 },
        { "for (int k = t; k > s; k--) sum += a[k];", -2, 3, 0 },
        { "for (int k = s; k < t; k++) { sum += a[k]; if (k == 5) break; }", 0, 13, 0 },

        // Neighbours share the tests of the least and the greatest of them.
        { "for (int k = s; k < t; k++) sum += a[k] + a[k - 1] + a[k + 1];", 1, 11, 30 },
        { "for (int k = s; k < t; k++) sum += a[k] + a[k - 1] + a[k + 1];", 0, 11, 0 },
        { "for (int k = s; k < t; k++) sum += a[k] + a[k - 1] + a[k + 1];", 1, 12, 0 },

        // No iteration.
        { "for (int k = s; k < t; k++) sum += a[k];", 5, 5, 0 },
        { "for (int k = s; k < t; k++) sum += a[k];", 99, -7, 0 },

        // The variable leaves its type, and the loop goes on.
        { "for (int k = t - 2; k <= t; k++) { if (fuel-- < 0) break; sum += a[k - (t - 2)]; }", 0, Most, 0 },
        { "for (int k = t - 7; k < t; k += 4) { if (fuel-- < 0) break; sum += a[k - (t - 7)]; }", 0, Most, 0 },
        { "for (int k = t + 2; k >= t; k--) { if (fuel-- < 0) break; sum += a[t + 2 - k]; }", 0, Least, 0 },
        { "int k = s; while (k != t) { if (fuel-- < 0) break; sum += a[k]; k++; }", 9, 3, 0 },

        // Arithmetic of the index wraps, and comes back.
        { "for (int k = s; k < t; k++) sum += a[k + int.MaxValue - int.MaxValue];", 0, 4, 4 },
        { "for (int k = s; k < t; k++) sum += a[k * 0x10000 * 0x10000 + k];", 0, 4, 4 },
        { "for (int k = s; k < t; k++) sum += a[k * 0x40000001];", 0, 5, 0 },

        // The bound is not the same in all iterations, or the index does not grow evenly.
        { "for (int k = 0; k < b[0]; k++) { sum += a[k]; b[0] = 20; }", 0, 0, 0 },
        { "for (int k = s; k < t; k++) { sum += a[k]; t++; }", 0, 3, 0 },
        { "for (int k = s; k < t; k++) { sum += a[k]; if (sum > 3) k++; }", 0, 12, 0 },
        { "int k = s; while (k < t) { sum += a[k]; if (sum != 3) k++; else fuel = -1; if (fuel < 0) break; }", 0, 12, 0 },
        { "for (int k = s; k < t; k++) sum += a[k & 3];", 0, 4, 0 },
        { "int k = s; while (true) { sum += a[k]; if (k >= t) break; k++; }", 9, 12, 0 },
    };

    [Theory]
    [MemberData(nameof(Loops))]
    public void Copies_RunWhereTheTestsProveAll(string loop, int s, int t, int proved)
    {
        KernelBody before = KernelLowering.Lower(Parse(loop)).Body;
        KernelBody after = RangePass.Run(before);
        long[][] memory = [[0, 7, 1, 2, 3, 4], [.. Enumerable.Range(0, 12).Select(static n => (long)n)], [5, 1, 1, 1, 1, 1, 1, 1, 1]];
        BodyRun expected = BodyRun.Of(before, [s, t], memory, MostBlocks);
        BodyRun actual = BodyRun.Of(after, [s, t], memory, MostBlocks);
        Assert.Null(actual.LeftBounds);
        Assert.Equal((expected.Error, expected.Line, expected.Ended), (actual.Error, actual.Line, actual.Ended));
        Assert.Equal(expected.Changes, actual.Changes);

        // The loads of the test itself are in bounds too, and counted.
        int tests = after.Blocks.Sum(static block => block.IsCopy && block.Terminator is BranchTerminator && block.Instructions.Count == 1
            && block.Instructions[0] is LoadInstruction { Access.Index: ConstantExpression } ? 1 : 0);
        Assert.Equal(proved + tests, actual.Unchecked);
    }

    [Fact]
    public void Copies_AreMadeOfInnermostLoopsOfKernelsWithoutAPlanOnly()
    {
        KernelModel planned = KernelLowering.Lower(Parse("for (int k = 0; k < t; k++) sum += a[k];"));
        Assert.Same(planned, RangePass.Run(planned, PlanLowering.Lower(planned)));
        KernelModel unknown = KernelLowering.Lower(Parse("for (int m = 0; m < t; m++) { sum += a[m]; for (int k = 0; k < t; k++) sum += a[sum & 7]; }"));
        Assert.Same(unknown.Body, RangePass.Run(unknown, PlanLowering.Lower(unknown)).Body);
        KernelModel tested = KernelLowering.Lower(Parse("for (int m = 0; m < t; m++) { sum += a[m]; for (int k = 0; k < t; k++) sum += a[p[k]]; }"));
        KernelModel copied = RangePass.Run(tested, PlanLowering.Lower(tested));
        Assert.Equal(tested.Body.Blocks.Count + 3, copied.Body.Blocks.Count);
        Assert.Equal(tested.Body.Sites, copied.Body.Sites);
    }

    private static KernelModel Parse(string loop) => Assert.Single(ParsedKernels.Of(Compilations.Tree(
        $$"""
        using System; using System.Threading; using HmmGen;
        static partial class Ops
        {
            [HmmKernel]
            public static void Loop({{CountedLoopGenerator.Parameters}})
            {
                int sum = 0, fuel = 20;
                {{loop}}
                b[1] = sum;
            }
        }
        """,
        "Ops.cs")));
}
