using CsCheck;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Planning;

/// <summary>Loops whose step is an argument, and that start at another place for each work item, as coalesced device code has them.</summary>
public sealed class StridedLoopTests
{
    [Fact]
    public void AllItemsTogetherLeaveNoGap()
    {
        ParameterPlan plan = PlanStrided(first: 0, end: 1000, items: 1000, length: 12_345_678);
        Assert.True(plan.MayIsKnown && plan.InBounds && plan.MayIsMust && plan.MayIsMustFor(0));
        Assert.Equal(PageRuns.Of(0, 12_345_678), plan.MayPages(0, 0));
    }

    [Fact]
    public void SomeItemsTouchRunsOfTheirNumber()
    {
        ParameterPlan plan = PlanStrided(first: 3 << 16, end: 4 << 16, items: 1 << 20, length: 5 << 20);
        Assert.True(plan.MayIsKnown && plan.InBounds && plan.MayIsMust);
        Assert.Equal(5, plan.MayPages(0, 10).Runs.Length);
        Assert.Equal(5 * 64, plan.MayPages(0, 10).Count);
    }

    [Fact]
    public void RowsByItemAreExactAndProven()
    {
        const int width = 100;
        const int height = 1000;
        LaunchPlan launch = Start(width * height, new WorkBox(0, 64, 0, 1, 0, 1));
        PlanValue row = launch.Loop(launch.Index(0), height, 64);
        PlanValue column = launch.Loop(0, width, 1);
        launch.Access(0, PlanValue.Int32((row * width) + column), isMust: true, PlanCondition.Runs(row), PlanCondition.Runs(column));
        ParameterPlan plan = launch.Complete().Parameters[0];
        Assert.True(plan.InBounds && plan.MayIsMustFor(0));
        Assert.Equal(PageRuns.Of(0, width * height), plan.MayPages(0, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    public void StepsThatDoNotRiseAreUnknown(int items)
        => Assert.False(PlanStrided(first: 0, end: 10, items, length: 100).MayIsKnown);

    [Fact]
    public void StepsThatDifferByItemAreUnknown()
    {
        LaunchPlan launch = Start(100, new WorkBox(1, 9, 0, 1, 0, 1));
        Assert.True(launch.Loop(0, 100, launch.Index(0)).IsUnknown);
        LaunchPlan single = Start(100, new WorkBox(4, 5, 0, 1, 0, 1));
        Assert.False(single.Loop(0, 100, single.Index(0)).IsUnknown);
    }

    [Fact]
    public void StepsOverTheEndOfIntAreUnknown()
    {
        LaunchPlan launch = Start(100, new WorkBox(0, 1000, 0, 1, 0, 1));
        Assert.True(launch.Loop(launch.Index(0), int.MaxValue - 5, 1000).IsUnknown);
        Assert.True(launch.Loop(-launch.Index(0), int.MinValue + 5, -1000).IsUnknown);
        Assert.False(launch.Loop(launch.Index(0), int.MaxValue - 1000, 1000).IsUnknown);
    }

    [Fact]
    public void BoundsThatDoNotFitAreUnknown()
    {
        Assert.True(PlanValue.Within((PlanValue)int.MaxValue + 1, int.MinValue, int.MaxValue).IsUnknown);
        Assert.True(PlanValue.Within(PlanValue.Unknown, long.MinValue, long.MaxValue).IsUnknown);
        Assert.Equal(7, PlanValue.Within(7, int.MinValue, int.MaxValue).Highest);
    }

    [Fact]
    public void StridedKernelsArePlannedAsTheyRun()
        => Gen.Select(Gen.Int[0, 6], Gen.Int[1, 6], Gen.Int[2, 9], Gen.Int[-3, 60], Gen.Int[1, 4], Gen.Int[-2, 3], Gen.Bool).Sample(
            (first, count, items, below, width, shift, falls) =>
            {
                const int length = 150;
                LaunchPlan launch = Start(length, new WorkBox(first, first + count, 0, 1, 0, 1));
                PlanValue i = launch.Index(0);
                PlanValue j = falls ? launch.Loop(below - i, -1, -items) : launch.Loop(i, below, items);
                PlanValue k = launch.Loop(0, width, 1);
                launch.Access(0, PlanValue.Int32((j * width) + k + shift), isMust: true, PlanCondition.Runs(j), PlanCondition.Runs(k));
                ParameterPlan plan = launch.Complete().Parameters[0];
                HashSet<long> touched = [];
                bool outside = false;
                for (int item = first; item < first + count; item++)
                {
                    for (int at = falls ? below - item : item; falls ? at > -1 : at < below; at += falls ? -items : items)
                    {
                        for (int by = 0; by < width; by++)
                        {
                            long element = (at * width) + by + shift;
                            if (element is >= 0 and < length) touched.Add(element);
                            else outside = true;
                        }
                    }
                }
                Assert.True(plan.MayIsKnown);
                Assert.Equal(!outside, plan.InBounds);
                Assert.True(plan.MayIsMustFor(0));
                HashSet<long> planned = [];
                foreach (PageRun run in plan.MayPages(0, 0))
                {
                    for (long element = run.First; element < run.End; element++) planned.Add(element);
                }
                Assert.Equal(touched, planned);
            },
            iter: TestScale.Iterations(quick: 2_000, full: 20_000));

    private static ParameterPlan PlanStrided(long first, long end, int items, int length)
    {
        LaunchPlan launch = Start(length, new WorkBox(first, end, 0, 1, 0, 1));
        PlanValue j = launch.Loop(launch.Index(0), launch.Length(0), PlanValue.Max(items, 0));
        launch.Access(0, j, isMust: true, PlanCondition.Runs(j));
        return launch.Complete().Parameters[0];
    }

    private static LaunchPlan Start(int length, WorkBox box) => new(
        new KernelDescriptor
        {
            Name = "Ops.Test",
            Rank = 1,
            File = "Ops.cs",
            Line = 1,
            Parameters = [new KernelParameter("x", 4, true, true)],
            Sites = [new AccessSite(0, AccessKind.Read, "Ops.cs", 1)],
            StateSize = 8,
            ScratchSize = 0,
            HasGuards = false,
        },
        [length],
        box);
}
