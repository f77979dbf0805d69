using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;
using Xunit;

namespace HmmGen.Tests.Planning;

/// <summary>Plans of kernels as users write them.</summary>
public sealed class LaunchPlanTests
{
    [Fact]
    public void SaxpyReadsAndWritesItsRange()
    {
        LaunchPlan plan = Start(1, [1 << 20, 1 << 20], new WorkBox(5000, 9000, 0, 1, 0, 1), (0, AccessKind.Read), (1, AccessKind.ReadWrite));
        plan.Access(0, plan.Index(0), isMust: true);
        plan.Access(1, plan.Index(0), isMust: true);
        AccessPlan done = plan.Complete();
        Assert.True(done.MayIsKnown && done.InBounds && done.Parameters[0].MayIsMust && done.Parameters[1].MayIsMust);
        Assert.Equal(PageRuns.Of(4, 5), done.Parameters[0].ReadPages(0, 10));
        Assert.True(done.Parameters[0].WrittenPages(0, 10).IsEmpty);
        Assert.Equal(PageRuns.Of(4, 5), done.Parameters[1].WrittenPages(0, 10));
        Assert.True(done.Parameters[1].CoveredPages(0, 10, 1 << 20).IsEmpty);
        Assert.Equal(PageRuns.Of(5, 5), done.Parameters[0].ReadPages(1000, 10));
    }

    [Fact]
    public void MatrixProductKnowsRowsColumnsAndTheResult()
    {
        const int n = 4096;
        LaunchPlan plan = Start(2, [n * n, n * n, n * n], new WorkBox(10, 20, 0, 1024, 0, 1),
            (0, AccessKind.Read), (1, AccessKind.Read), (2, AccessKind.Write));
        PlanValue row = plan.Index(0);
        PlanValue column = plan.Index(1);
        PlanValue j = plan.Loop(0, n, 1);
        plan.Access(0, PlanValue.Int32((row * n) + j), isMust: true);
        plan.Access(1, PlanValue.Int32((j * n) + column), isMust: true);
        plan.Access(2, PlanValue.Int32((row * n) + column), isMust: true);
        AccessPlan done = plan.Complete();
        Assert.True(done.MayIsKnown && done.InBounds);
        Assert.All(done.Parameters, parameter => Assert.True(parameter.MayIsMust));
        Assert.Equal(PageRuns.Of(40, 40), done.Parameters[0].MayPages(0, 10));
        Assert.Equal(n, done.Parameters[1].MayPages(0, 10).Runs.Length);
        Assert.Equal(10, done.Parameters[2].CoveredPages(0, 10, n * n).Count);
        Assert.True(done.Parameters[2].ReadPages(0, 10).IsEmpty);
    }

    /// <summary>Where a convolution goes beyond its picture, it reaches nothing: rows and columns have a condition each, and only both together bound the index.</summary>
    /// <param name="forgotten">The condition that the kernel leaves out; -1 for none.</param>
    /// <param name="missing">How many elements the picture lacks.</param>
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    public void BordersOfPicturesBoundRowsAndColumnsTogether(int forgotten, int missing)
    {
        const int height = 28, width = 30, channels = 5;
        LaunchPlan plan = Start(2, [(height * width * channels) - missing], new WorkBox(0, height, 0, width, 0, 1), (0, AccessKind.Read));
        PlanValue row = plan.Index(0) + plan.Loop(0, 3, 1) - 1, column = plan.Index(1) + plan.Loop(0, 3, 1) - 1, channel = plan.Loop(0, channels, 1);
        PlanCondition[] all = [PlanCondition.GreaterOrEqual(row, 0), PlanCondition.Less(row, height), PlanCondition.GreaterOrEqual(column, 0), PlanCondition.Less(column, width)];
        plan.Access(0, PlanValue.Int32((((row * width) + column) * channels) + channel), isMust: true, [.. all.Where((_, at) => at != forgotten)]);
        AccessPlan done = plan.Complete();
        Assert.True(done.MayIsKnown);
        Assert.Equal(forgotten < 0 && missing == 0, done.InBounds);
    }

    /// <summary>Where only every third item makes an access, a plan must not say that all do: a quotient or a remainder has one value in each item.</summary>
    [Fact]
    public void RemaindersBoundAnIndexAndAreNoMust()
    {
        const int n = 3000;
        LaunchPlan plan = Start(1, [n, n], new WorkBox(0, n, 0, 1, 0, 1), (0, AccessKind.Write), (1, AccessKind.Write));
        PlanValue rest = plan.Named(plan.Index(0) % 3), middle = plan.Index(0) + rest - 1;
        plan.Access(0, plan.Index(0), isMust: true, PlanCondition.Equal(rest, 0));
        plan.Access(1, middle, isMust: true, PlanCondition.GreaterOrEqual(middle, 0), PlanCondition.Less(middle, n));
        AccessPlan done = plan.Complete();
        Assert.True(done.MayIsKnown && done.InBounds && done.Refusal is null);
        Assert.All(done.Parameters, static parameter => Assert.True(!parameter.MayIsMust && parameter.CoveredPages(0, 4, n).IsEmpty));
    }

    /// <summary>What data is in may be another number each time.</summary>
    [Fact]
    public void RemaindersOfDataAreNoVariables()
    {
        LaunchPlan plan = Start(1, [9], new WorkBox(0, 9, 0, 1, 0, 1), (0, AccessKind.Read));
        PlanValue rest = plan.Named(PlanValue.Unknown % 3), narrow = plan.Named(PlanValue.Byte(PlanValue.Unknown) % 3);
        Assert.True(rest.Terms.IsEmpty && narrow.Terms.IsEmpty);
        Assert.Equal((-2, 2, 0, 2), (rest.Lowest, rest.Highest, narrow.Lowest, narrow.Highest));
    }

    [Fact]
    public void StencilConditionsProveItsBounds()
    {
        const int n = 1000;
        LaunchPlan plan = Start(1, [n, n], new WorkBox(0, 2000, 0, 1, 0, 1), (0, AccessKind.Read), (0, AccessKind.Read), (1, AccessKind.Write));
        PlanValue i = plan.Index(0);
        PlanCondition left = PlanCondition.GreaterOrEqual(i, 1);
        PlanCondition right = PlanCondition.Less(i + 1, plan.Length(0));
        plan.Access(0, PlanValue.Int32(i - 1), isMust: true, left, right);
        plan.Access(1, PlanValue.Int32(i + 1), isMust: true, left, right);
        plan.Access(2, i, isMust: true, left, right);
        AccessPlan done = plan.Complete();
        Assert.True(done.MayIsKnown && done.InBounds && done.Refusal is null);
        Assert.Equal(PageRuns.Of(1, 61), done.Parameters[1].CoveredPages(0, 4, n));
        Assert.Equal("0, 62", done.Parameters[1].ReadPages(0, 4).ToString());
    }

    [Fact]
    public void FlatGuardOfTwoDimensionsClampsTheIndex()
    {
        LaunchPlan plan = Start(2, [95], new WorkBox(0, 10, 0, 10, 0, 1), (0, AccessKind.Write));
        PlanValue flat = PlanValue.Int32((plan.Index(0) * 10) + plan.Index(1));
        plan.Access(0, flat, isMust: true, PlanCondition.Less(flat, plan.Length(0)));
        ParameterPlan done = plan.Complete().Parameters[0];
        Assert.True(done.InBounds && done.MayIsMust);
        Assert.Equal(PageRuns.Of(0, 12), done.CoveredPages(0, 3, 95));
        Assert.Equal(PageRuns.Of(11, 1), done.ReadPages(0, 3));
    }

    [Fact]
    public void GatherIsUnknownAndTheRestIsKnown()
    {
        LaunchPlan plan = Start(1, [100, 100], new WorkBox(0, 50, 0, 1, 0, 1), (0, AccessKind.Read), (1, AccessKind.Read), (1, AccessKind.Write));
        plan.Access(0, plan.Index(0), isMust: true);
        plan.Access(1, PlanValue.Int32(PlanValue.Unknown), isMust: true);
        plan.Access(2, plan.Index(0), isMust: true);
        AccessPlan done = plan.Complete();
        Assert.False(done.MayIsKnown || done.InBounds);
        Assert.True(done.Parameters[0].MayIsKnown && done.Parameters[0].MayIsMust);
        Assert.False(done.Parameters[1].MayIsKnown || done.Parameters[1].MayIsMust);
        Assert.Equal(PageRuns.Of(0, 7), done.Parameters[1].WrittenPages(0, 3));
        Assert.True(done.Parameters[1].CoveredPages(0, 3, 100).IsEmpty);
    }

    [Fact]
    public void AccessesBesideAnUnknownOneAreKnown()
    {
        LaunchPlan plan = Start(1, [100], new WorkBox(0, 40, 0, 1, 0, 1), (0, AccessKind.Write), (0, AccessKind.Write), (0, AccessKind.Write));
        plan.Access(0, plan.Index(0), isMust: true);
        plan.Access(1, PlanValue.Int32(PlanValue.Unknown), isMust: true);
        plan.Access(2, plan.Index(0) + 50, isMust: true, PlanCondition.Unknown);
        ParameterPlan done = plan.Complete().Parameters[0];
        Assert.False(done.MayIsKnown || done.MayIsMust);
        Assert.Equal(PageRuns.Of(0, 5), done.MustBeWrittenPages(0, 3));
        Assert.Equal(PageRuns.Of(0, 5).Union(PageRuns.Of(6, 6)), done.WrittenPages(0, 3));
    }

    [Fact]
    public void SmallTablesLookedUpByDataAreKnown()
    {
        LaunchPlan plan = Start(1, [256], new WorkBox(0, 50, 0, 1, 0, 1), (0, AccessKind.Read));
        plan.Access(0, PlanValue.Byte(PlanValue.Unknown), isMust: true);
        ParameterPlan done = plan.Complete().Parameters[0];
        Assert.True(done.MayIsKnown && done.InBounds);
        Assert.False(done.MayIsMust);
        Assert.Equal(PageRuns.Of(0, 16), done.ReadPages(0, 4));
    }

    [Fact]
    public void RefusalNamesTheFirstItem()
    {
        LaunchPlan plan = Start(2, [50], new WorkBox(0, 10, 0, 10, 0, 1), (0, AccessKind.Read));
        plan.Access(0, (plan.Index(0) * 7) + plan.Index(1), isMust: true);
        PlanRefusal refusal = Assert.IsType<PlanRefusal>(plan.Complete().Refusal);
        Assert.Equal([6L, 8L], refusal.Item);
        Assert.Equal(50, refusal.Element);
    }

    /// <summary>An access after an effect refuses no launch by itself. Where one is refused, its item may be the first that fails.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RefusalNamesTheFirstItemThatMustFail(bool isRefused)
    {
        LaunchPlan plan = Start(1, [50], new WorkBox(0, 100, 0, 1, 0, 1), (0, AccessKind.Read), (0, AccessKind.Read));
        plan.AfterEffects(1);
        plan.Access(0, isRefused ? plan.Index(0) : 0, isMust: true);
        plan.Access(1, plan.Index(0) + 1, isMust: true);
        PlanRefusal? refusal = plan.Complete().Refusal;
        (int Site, long Element, long Item)? expected = isRefused ? (1, 50, 49) : null;
        Assert.Equal(expected, refusal is null ? null : (refusal.Site, refusal.Element, refusal.Item[0]));
    }

    [Fact]
    public void NothingIsRefusedThatMayNotHappen()
    {
        LaunchPlan plan = Start(1, [50], new WorkBox(0, 100, 0, 1, 0, 1), (0, AccessKind.Read), (0, AccessKind.Read), (0, AccessKind.Read));
        plan.Access(0, plan.Index(0), isMust: false);
        plan.Access(1, plan.Index(0), isMust: true, PlanCondition.Unknown);
        plan.Access(2, plan.Index(0), isMust: true, PlanCondition.Runs(plan.Loop(0, 0, 1)));
        AccessPlan done = plan.Complete();
        Assert.Null(done.Refusal);
        Assert.False(done.InBounds);
    }

    [Fact]
    public void AccessesThatAreNotNotedAreUnknown()
    {
        LaunchPlan plan = Start(1, [50, 50], new WorkBox(0, 10, 0, 1, 0, 1), (0, AccessKind.Read), (1, AccessKind.Read), (-1, AccessKind.Guard));
        plan.Access(0, plan.Index(0), isMust: true);
        AccessPlan done = plan.Complete();
        Assert.True(done.Parameters[0].MayIsKnown);
        Assert.False(done.Parameters[1].MayIsKnown);
    }

    [Fact]
    public void AnEmptyBoxTouchesNothing()
    {
        LaunchPlan plan = Start(1, [50], new WorkBox(70, 70, 0, 1, 0, 1), (0, AccessKind.Read));
        plan.Access(0, plan.Index(0), isMust: true);
        AccessPlan done = plan.Complete();
        Assert.True(done.MayIsKnown && done.InBounds && done.Refusal is null && done.Parameters[0].MayPages(0, 3).IsEmpty);
    }

    [Fact]
    public void RangesAreLoops()
    {
        LaunchPlan plan = Start(1, [1000], new WorkBox(0, 10, 0, 1, 0, 1), (0, AccessKind.Write));
        plan.Access(0, (plan.Index(0) * 100) + plan.Loop(0, 50, 1), isMust: true);
        ParameterPlan done = plan.Complete().Parameters[0];
        Assert.True(done.MayIsMust && done.InBounds);
        Assert.Equal(10, done.CoveredPages(0, 4, 1000).Runs.Length);
    }

    [Fact]
    public void InterleavedWritesCoverTogether()
    {
        const int n = 1 << 23;
        LaunchPlan plan = Start(1, [2 * n], new WorkBox(0, n, 0, 1, 0, 1), (0, AccessKind.Write), (0, AccessKind.Write));
        plan.Access(0, plan.Index(0) * 2, isMust: true);
        plan.Access(1, (plan.Index(0) * 2) + 1, isMust: true);
        ParameterPlan done = plan.Complete().Parameters[0];
        Assert.Equal(PageRuns.Of(0, n / 512), done.CoveredPages(0, 10, 2 * n));
        Assert.True(done.ReadPages(0, 10).IsEmpty);
    }

    [Fact]
    public void TriangularLoopsAreNarrowedByTheirBounds()
    {
        LaunchPlan plan = Start(1, [100, 100], new WorkBox(0, 50, 0, 1, 0, 1), (0, AccessKind.Read), (1, AccessKind.Write));
        PlanValue row = plan.Index(0);
        PlanValue j = plan.Loop(row + 1, plan.Length(0), 1);
        plan.Access(0, j, isMust: true, PlanCondition.GreaterOrEqual(row, 40));
        plan.Access(1, row, isMust: true, PlanCondition.Runs(plan.Loop(0, row - 9, 1)));
        AccessPlan done = plan.Complete();
        Assert.True(done.InBounds);
        Assert.True(done.Parameters[0].MayIsMust);
        Assert.Equal(PageRuns.Of(41, 59), done.Parameters[0].ReadPages(0, 0));
        Assert.True(done.Parameters[1].MayIsMust);
        Assert.Equal(PageRuns.Of(10, 40), done.Parameters[1].CoveredPages(0, 0, 100));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(1000, true)]
    [InlineData(4096, true)]
    [InlineData(6000, false)]
    public void TriangleIsExactAsFarAsItsRowsAreFew(int n, bool exact)
    {
        LaunchPlan plan = Start(1, [n * n, n * n], new WorkBox(0, n, 0, 1, 0, 1), (0, AccessKind.Read), (1, AccessKind.Write));
        PlanValue row = plan.Index(0);
        PlanValue j = plan.Loop(0, row + 1, 1);
        plan.Access(0, PlanValue.Int32((row * n) + j), isMust: true);
        plan.Access(1, PlanValue.Int32((j * n) + row), isMust: true);
        AccessPlan done = plan.Complete();
        Assert.True(done.MayIsKnown && done.InBounds);
        long half = Enumerable.Range(0, n).Sum(at => at + 1L);
        foreach (ParameterPlan parameter in done.Parameters)
        {
            Assert.Equal(exact, parameter.MayIsMust);
            Assert.InRange(parameter.MayPages(0, 0).Count, half, exact ? half : half + (half / 500));
        }

        Assert.Equal(exact, done.Parameters[1].CoveredPages(0, 0, n * n).Count == half);
    }

    /// <summary>What no whole numbers meet takes no longer than what some meet.</summary>
    [Fact]
    public void ConditionsThatNoWholeNumbersMeetEndToo()
    {
        LaunchPlan plan = Start(2, [1 << 30], new WorkBox(0, 1 << 20, 0, 1 << 20, 0, 1), (0, AccessKind.Read));
        PlanValue odd = (plan.Index(1) * 6) + 1;
        plan.Access(0, plan.Index(0) + plan.Index(1), isMust: true, PlanCondition.Equal(plan.Index(0) * 4, odd));
        Assert.False(plan.Complete().Parameters[0].MayIsMust);
    }

    private static LaunchPlan Start(int rank, int[] lengths, WorkBox box, params ReadOnlySpan<(int Parameter, AccessKind Kind)> sites)
    {
        AccessSite[] about = new AccessSite[sites.Length];
        for (int site = 0; site < about.Length; site++) about[site] = new AccessSite(sites[site].Parameter, sites[site].Kind, "Ops.cs", site + 1);
        KernelDescriptor descriptor = new()
        {
            Name = "Ops.Test",
            Rank = rank,
            File = "Ops.cs",
            Line = 1,
            Parameters = [.. lengths.Select((_, at) => new KernelParameter($"p{at}", 4, true, true))],
            Sites = about,
            StateSize = 8,
            ScratchSize = 0,
            HasGuards = false,
        };
        return new LaunchPlan(descriptor, lengths, box);
    }
}
