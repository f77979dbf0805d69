using HmmGen.Kernels;
using HmmGen.Planning.Steps;
using HmmGen.Tool.Explanation;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>How well a plan knows an access.</summary>
public sealed class AccessFormsTests
{
    private const string Names = "i: index 0\nj: index 1\nn: number 0\n";

    [Theory]
    [InlineData("0: reads x[i + (n * j)]")]
    [InlineData("0: reads x[i + choose(n < 3, n, 5)]")]
    [InlineData("0: reads x[i] where i < n")]
    [InlineData("k: from 0 until n by 1\n0: reads x[i * n + k] where k runs")]
    public void Sums_of_multiples_are_exact(string plan) => Assert.Equal(PlannedAs.Exact, Form(plan));

    [Theory]
    [InlineData("0: reads x[i] where i + j < n")]
    [InlineData("k: from i until n by 1\n0: reads x[k]")]
    [InlineData("k: from 0 until i + 1 by 1\n0: reads x[i * n + k]")]
    [InlineData("k: from j until i by 1\n0: reads x[n] where k runs")]
    [InlineData("k: from min(n, i + 1) until i + 1 by 1\n0: reads x[i * n + k]")]
    public void Bounds_that_follow_other_variables_are_exact_row_by_row(string plan) => Assert.Equal(new AccessForm(PlannedAs.Exact, IsByRows: true), Of(plan));

    [Fact]
    public void A_condition_of_the_index_alone_needs_no_rows() => Assert.False(Of("0: reads x[i * n + j] where i * n + j < n").IsByRows);

    [Theory]
    [InlineData("0: may read x[i]")]
    [InlineData("0: reads x[i] where ?")]
    [InlineData("0: reads x[i * j]")]
    [InlineData("0: reads x[? & 255]")]
    [InlineData("0: reads x[choose(i < n, i, n)]")]
    [InlineData("0: reads x[choose(?, i, n)]")]
    [InlineData("k: from 0 until choose(i < n, i, n) by 1\n0: reads x[k] where k runs")]
    public void What_may_not_happen_or_has_bounds_only_is_bounded(string plan) => Assert.Equal(PlannedAs.Bounded, Form(plan));

    [Theory]
    [InlineData("0: reads x[?]")]
    [InlineData("0: reads x[choose(i < n, i, ?)]")]
    [InlineData("0: reads x[int(i + ?)]")]
    [InlineData("k: from 0 until ? by 1\n0: reads x[k] where k runs")]
    [InlineData("k: from ? until n by 1\n0: reads x[k] where k runs")]
    [InlineData("k: from 0 until n by i\n0: reads x[k] where k runs")]
    public void What_depends_on_data_is_left_to_faults(string plan) => Assert.Equal(PlannedAs.Fault, Form(plan));

    private static PlannedAs Form(string plan) => Of(plan).Planned;

    private static AccessForm Of(string plan)
    {
        KernelDescriptor descriptor = new()
        {
            Name = "Ops.One",
            Rank = 2,
            Parameters = [new KernelParameter("x", 4, Reads: true, Writes: false)],
            Sites = [new AccessSite(0, AccessKind.Read, "Ops.cs", 1)],
        };
        return Assert.Single(AccessForms.Of(PlanReader.Read(Names + plan, descriptor)));
    }
}
