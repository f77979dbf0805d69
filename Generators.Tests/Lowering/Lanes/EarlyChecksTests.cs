using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Checks that come after effects come before them where they can, and kernels have no lanes where they cannot.</summary>
public sealed class EarlyChecksTests
{
    [Theory]

    // The accesses that are checked early, those that are left to check, and the walks along rows.
    [InlineData("o[i] = i; p[i] = a[v[i]];", 1, 0, 0)]
    [InlineData("o[i] = i; p[i] = a[v[i]] - a[c[i]];", 2, 0, 0)]
    [InlineData("o[i] = i; if (v[i] >= 0) p[i] = a[v[i]];", 1, 0, 0)]
    [InlineData("o[i] = a[i] / v[i]; p[i] = a[i] % v[i];", 0, 0, 0)]
    [InlineData("int s = 0; for (int k = 0; k < n; k++) s += a[i * n + k]; o[i] = s; p[i] = a[i * n + v[i]];", 1, 0, 1)]
    [InlineData("int s = 0; for (int k = 0; k < 9; k++) s += a[a[k]]; o[i] = s; p[i] = a[v[i]];", 1, 1, 0)]

    // Parts of a condition, and a quotient by the kernel's own elements.
    [InlineData("o[i] += 5; o[i] /= n;", 0, 0, 0)]
    public void Checks_of_what_no_item_changes_come_early(string body, int early, int left, int walks)
    {
        LaneModel lanes = Assert.IsType<LaneModel>(Lower(body, out _));
        Assert.Equal((early, left, walks), (lanes.Early.Count, lanes.Unplanned.Count, lanes.Walks.Count));
        AssertChecksComeFirst(lanes.Kernel);
    }

    [Theory]
    [InlineData("o[i] = v[i]; p[i] = a[o[i]];")]
    [InlineData("o[i] = i; p[i] = a[i] / o[i];")]
    [InlineData("for (int k = 0; k < n; k++) { o[i] += a[v[i + k]]; }")]
    [InlineData("int s = 3; if (v[i] > 2) s = v[i + 1]; o[i] = i; p[i] = a[s];")]
    [InlineData("int s = a[i] / v[i]; o[i] = s; p[i] = a[s];")]
    public void Checks_of_other_numbers_do_not(string body)
    {
        Assert.Null(Lower(body, out LaneObstacle obstacle));
        Assert.Equal(LaneReason.FailsAfterEffect, obstacle.Reason);
    }

    // Each element that is loaded early is checked before.
    private static void AssertChecksComeFirst(KernelModel kernel)
    {
        HashSet<(int Parameter, Expression Index)> asked = [];
        foreach (Instruction instruction in kernel.Body.Blocks.SelectMany(static block => block.Instructions))
        {
            if (instruction is BoundsInstruction bounds)
            {
                asked.Add((bounds.Parameter, bounds.Index));
            }
            else if (instruction is LoadInstruction load && kernel.Body.Locals[load.Local].Name.Contains("Early", StringComparison.Ordinal))
            {
                Assert.Contains((load.Access.Parameter, load.Access.Index), asked);
            }
        }
    }

    private static LaneModel? Lower(string body, out LaneObstacle obstacle)
    {
        string source = $$"""
            using System;
            using HmmGen;
            public static partial class Kernels
            {
                [HmmKernel] public static void K(int i, int n, ReadOnlySpan<int> a, ReadOnlySpan<byte> c, ReadOnlySpan<int> v, Span<int> o, Span<int> p) { {{body}} }
            }
            """;
        KernelModel kernel = NamePass.Run(KernelLowering.Lower(Assert.Single(ParsedKernels.Of(Compilations.Tree(source)))));
        return LaneLowering.Lower(kernel, PlanLowering.Lower(kernel).Unplanned(kernel.Body), [], out obstacle);
    }
}
