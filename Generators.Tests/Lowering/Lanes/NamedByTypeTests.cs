using HmmGen.Generators.Lowering;
using HmmGen.Generators.Lowering.Lanes;
using HmmGen.Generators.Lowering.Naming;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Model;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering.Lanes;

/// <summary>Lanes check an index of which a plan knows no more than what a narrow type can hold, unless that takes walks from them.</summary>
public sealed class NamedByTypeTests
{
    [Theory]
    [InlineData("o[i] = a[c[i]];", true)]
    [InlineData("Interlocked.Add(ref o[c[i]], a[i]);", true)]
    [InlineData("Interlocked.Increment(ref o[c[i] * n + c[i + 1]]);", true)]
    [InlineData("o[i] = a[u[i] + 3];", true)]
    [InlineData("o[i] = a[Math.Max((int)c[i], n)];", true)]
    [InlineData("o[i] = i; p[i] = a[c[i] * n + i];", true)]
    [InlineData("int s = 0; for (int k = 0; k < n; k++) s += a[i * n + k]; o[i] = s; p[i] = a[c[i]];", true, 1)]

    // Bounded by more than the type.
    [InlineData("o[i] = a[c[i] & 15];", false)]
    [InlineData("o[i] = a[c[i] % n];", false)]
    [InlineData("o[i] = a[Math.Min((int)c[i], n - 1)];", false)]
    [InlineData("o[i] = a[Math.Clamp(v[i], 0, n)];", false)]
    [InlineData("o[i] = a[i + n];", false)]

    // A walk gains more than what a table that is too short loses.
    [InlineData("int s = 0; for (int k = 0; k < n; k++) s += a[i * n + k] * v[c[k]]; o[i] = s;", false, 1)]
    public void Lanes_check_what_only_a_type_bounds(string body, bool isChecked, int walks = 0)
    {
        string source = $$"""
            using System;
            using System.Threading;
            using HmmGen;
            public static partial class Kernels
            {
                [HmmKernel]
                public static void K(int i, int n, ReadOnlySpan<int> a, ReadOnlySpan<byte> c, ReadOnlySpan<ushort> u, ReadOnlySpan<int> v, Span<int> o, Span<int> p) { {{body}} }
            }
            """;
        KernelModel kernel = NamePass.Run(KernelLowering.Lower(Assert.Single(ParsedKernels.Of(Compilations.Tree(source)))));
        PlanModel plan = PlanLowering.Lower(kernel);
        Assert.Empty(plan.Unplanned(kernel.Body));
        LaneModel lanes = Assert.IsType<LaneModel>(LaneLowering.Lower(kernel, [], plan.NamedByType(), out LaneObstacle obstacle));
        Assert.Equal((LaneReason.None, isChecked, walks), (obstacle.Reason, lanes.Early.Count > 0, lanes.Walks.Count));
    }
}
