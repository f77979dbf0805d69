using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Model;
using HmmGen.Generators.Tests.Lowering.Forwarding;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Kernels without the tests of their borders do the same where all conditions hold.</summary>
public sealed class InnerPartTests(ITestOutputHelper output)
{
    private const int MostBlocks = 2_000;

    [Fact]
    public void MadeUpBorders_DoTheSameInside()
    {
        int kernels = TestScale.Iterations(quick: 100, full: 1_000, @long: 10_000);
        output.WriteLine($"Seeds {TestSeeds.First} to {TestSeeds.First + kernels - 1}.");
        string[] bodies = [.. Enumerable.Range(TestSeeds.First, kernels).Select(static seed => BorderGenerator.Make(new Random(seed)))];
        KernelModel[] parsed = Parsed(bodies);
        int split = 0;
        int compared = 0;
        for (int n = 0; n < kernels; n++)
        {
            KernelModel kernel = NamePass.Run(KernelLowering.Lower(parsed[n]));
            bool isChecked = n % 2 == 0;
            if (InnerPart.Of(kernel, ref isChecked, out EquatableArray<LaneCondition> conditions) is not { } inner)
            {
                continue;
            }

            split++;
            foreach ((int rows, int width) in ((int, int)[])[(1, 1), (4, 7), (6, 12)])
            {
                long[][] memory = [[.. Enumerable.Range(3, rows * width).Select(static number => (long)number)], new long[rows * width]];
                ExpressionEvaluator numbers = new([], [rows, width], [0, 0, rows * width, rows * width]);
                for (int at = 0; at < rows * width; at++)
                {
                    numbers.Item = [at / width, at % width];
                    if (!conditions.All(condition => Holds(condition, numbers)))
                    {
                        continue;
                    }

                    BodyRun expected = BodyRun.Of(kernel.Body, [rows, width], memory, MostBlocks, numbers.Item);
                    BodyRun actual = BodyRun.Of(inner.Body, [rows, width], memory, MostBlocks, numbers.Item);
                    string where = $"seed {TestSeeds.First + n}, item {at} of {rows} x {width}:\n{bodies[n]}";
                    Assert.True(actual.LeftBounds is null, $"unchecked access {actual.LeftBounds}, {where}");
                    Assert.True((expected.Error, expected.Ended) == (actual.Error, actual.Ended), $"another end, {where}");
                    Assert.True(expected.Changes.SequenceEqual(actual.Changes) && expected.Memory.SequenceEqual(actual.Memory), $"other effects, {where}");
                    compared++;
                }
            }
        }

        output.WriteLine($"{split} of {kernels} kernels have an inner part; {compared} items compared.");
        Assert.True(split > kernels / 2 && compared > kernels * 10, "Too few kernels say anything.");
    }

    [Fact]
    public void Stencil_HasNoBranchesInside()
        => Assert.Single(Inner(
            """
            int up = row > 0 ? row - 1 : 0, down = row + 1 < rows ? row + 1 : row, left = column > 0 ? column - 1 : 0, right = Math.Min(column + 1, width - 1);
            target[row * width + column] = source[up * width + column] + source[down * width + column] + source[row * width + left] + source[row * width + right];
            """).Body.Blocks);

    [Fact]
    public void Convolution_HasNoLoopsInside()
    {
        KernelModel inner = Inner(
            """
            int sum = 0;
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++)
                {
                    int y = row + dy, x = column + dx;
                    if (y < 0 || y >= rows || x < 0 || x >= width) continue;
                    sum += source[y * width + x];
                }
            }

            target[row * width + column] = sum;
            """);
        Assert.Equal(9, Assert.Single(inner.Body.Blocks).Instructions.OfType<LoadInstruction>().Count(static load => load.Access.IsInside));
    }

    [Fact]
    public void LoopOfManyTurns_StaysALoop()
        => Assert.True(Inner(
            """
            int sum = 0;
            for (int d = 0; d < 17; d++)
            {
                if (column + d < width) sum += source[row * width + column + d];
            }

            target[row * width + column] = column < width - 17 ? sum : 0;
            """).Body.Blocks.Count > 1);

    private static KernelModel Inner(string body)
    {
        bool isChecked = false;
        return Assert.IsType<KernelModel>(InnerPart.Of(NamePass.Run(KernelLowering.Lower(Parsed([body])[0])), ref isChecked, out _));
    }

    private static KernelModel[] Parsed(string[] bodies)
    {
        string methods = string.Concat(bodies.Select(static (body, n) => $"[HmmKernel(Rank = 2)] public static void K{n}({BorderGenerator.Parameters})\n{{\n{body}}}\n"));
        return [.. ParsedKernels.Of(Compilations.Tree($"using System; using HmmGen; static partial class Borders {{\n{methods} }}", "Borders.cs"))];
    }

    private static bool Holds(LaneCondition condition, ExpressionEvaluator numbers)
        => numbers.Value(new BinaryExpression(HmmGen.Generators.Model.ValueType.Boolean, condition.Operator, condition.Left, condition.Right)) != 0
            && (!condition.IsIndex || numbers.Value(condition.Left) >= 0);
}
