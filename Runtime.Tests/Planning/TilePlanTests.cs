using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Paging;
using HmmGen.Planning;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Planning;

/// <summary>Plans of tiles of a launch of one dimension, and tests of which a plan proves that they fail no item.</summary>
public sealed class TilePlanTests(ITestOutputHelper output)
{
    private const string Transposition = """
        i: index 0
        rows: number 0
        columns: number 1
        0: reads x[i]
        1: writes y[((i % columns) * rows) + (i / columns)]
        2: fails where columns == 0
        3: fails where columns == -1 and i == -2147483648
        """;

    [Fact]
    public void A_tile_touches_what_its_rows_touch()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int run = 0; run < 200; run++)
        {
            int rows = random.Next(1, 40), columns = random.Next(1, 40), first0 = random.Next(rows), first1 = random.Next(columns);
            WorkBox tile = new(first0, random.Next(first0, rows) + 1, first1, random.Next(first1, columns) + 1, 0, 1) { Period = columns };
            AccessPlan plan = Plan(tile, rows, columns);
            Assert.True(plan.InBounds && plan.GuardsHold);
            for (int parameter = 0; parameter < 2; parameter++)
            {
                PageRuns expected = PageRuns.Empty;
                foreach (WorkBox line in tile.Lines())
                {
                    expected = expected.Union(Plan(line, rows, columns).Parameters[parameter].MayPages(0, 0));
                }

                PageRuns touched = plan.Parameters[parameter].MayPages(0, 0);
                Assert.True(touched.Except(expected).IsEmpty && expected.Except(touched).IsEmpty, $"run {run}, {tile}");
                Assert.True(plan.Parameters[parameter].MayIsMust);
            }
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public void A_divisor_is_proven(int columns, bool holds) => Assert.Equal(holds, Plan(WorkBox.Line(0, 12), 4, columns).GuardsHold);

    [Fact]
    public void A_test_that_the_plan_does_not_name_may_fail()
    {
        Assert.False(Plan(WorkBox.Line(0, 12), 4, 3, Transposition[..Transposition.IndexOf("3: fails", StringComparison.Ordinal)]).GuardsHold);
        Assert.False(Plan(WorkBox.Line(0, 12), 4, 3, Transposition + "\n2: fails where ?").GuardsHold);
    }

    [Fact]
    public void Divisors_of_what_differs_between_items_are_known()
    {
        Assert.Equal([3], Plan(WorkBox.Line(0, 12), 4, 3).Divisors);
        Assert.Equal([3, 8, 16], Plan(WorkBox.Line(0, 12), 4, 3, Transposition + "\n0: reads x[(i >> 3) + (i & 15) + (rows / 2)]").Divisors);
    }

    private static AccessPlan Plan(WorkBox box, int rows, int columns, string text = Transposition)
    {
        KernelDescriptor descriptor = new()
        {
            Name = "Ops.Test",
            Rank = 1,
            File = "Ops.cs",
            Line = 1,
            Parameters = [new KernelParameter("x", 4, true, false), new KernelParameter("y", 4, false, true)],
            Sites = [new(0, AccessKind.Read, "Ops.cs", 1), new(1, AccessKind.Write, "Ops.cs", 2), new(-1, AccessKind.Guard, "Ops.cs", 3), new(-1, AccessKind.Guard, "Ops.cs", 3)],
            StateSize = 8,
            ScratchSize = 0,
            HasGuards = true,
        };
        LaunchPlan plan = new(descriptor, [Math.Abs(rows * columns), Math.Abs(rows * columns)], box);
        plan.Follow(text.ReplaceLineEndings("\n"), rows, columns);
        return plan.Complete();
    }
}
