using CsCheck;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Planning;

/// <summary>Plans of made-up kernels against running them.</summary>
public sealed class LaunchPlanPropertyTests
{
    private static readonly long Rounds = TestScale.Iterations(quick: 1_500, full: 15_000);

    [Fact]
    public void AffineKernelsArePlannedSoundly() => Check(wild: false, LaunchPlan.DefaultRunLimit);

    [Fact]
    public void WildKernelsArePlannedSoundly() => Check(wild: true, LaunchPlan.DefaultRunLimit);

    [Fact]
    public void FillingGapsIsSound() => Check(wild: false, limit: 4);

    [Fact]
    public void AffineKernelsWithoutConditionsAreExactAndRefusedExactly() => Gen.ULong.Sample(
        seed =>
        {
            PlanProgram program = new PlanProgramGenerator(seed, wild: false).Next(conditions: false, loops: 1);
            if (program.Run() is not { } touches) return;
            AccessPlan plan = program.Plan();
            bool outside = touches.Exists(touch => IsOutside(program, touch));
            Assert.True(plan.MayIsKnown);
            Assert.All(plan.Parameters, parameter => Assert.True(parameter.MayIsMust));
            Assert.Equal(!outside, plan.InBounds);
            Assert.Equal(outside, plan.Refusal is not null);
            if (outside) Assert.Equal(touches.Find(touch => IsOutside(program, touch)).Item, plan.Refusal!.Item);
        },
        iter: Rounds,
        print: seed => $"{seed}\n{new PlanProgramGenerator(seed, false).Next(false, 1)}");

    [Fact]
    public void MostAffineKernelsAreExact()
    {
        int exact = 0;
        int all = 0;
        for (ulong seed = 0; seed < 2000; seed++)
        {
            AccessPlan plan = new PlanProgramGenerator(seed * 7919, wild: false).Next().Plan();
            foreach (ParameterPlan parameter in plan.Parameters)
            {
                all++;
                if (parameter.MayIsMust) exact++;
            }
        }
        Assert.True(exact * 2 > all, $"{exact} of {all}");
    }

    /// <summary>Loops up to other loops or to the work item, and conditions between them.</summary>
    [Fact]
    public void TriangularKernelsAreExact() => Gen.ULong.Sample(
        CheckTriangle,
        iter: Rounds,
        print: seed => $"{seed}\n{new TriangleProgramGenerator(seed).Next()}");

    /// <summary>The boxes are enough for all, but one part of the box needs more than its half of them.</summary>
    [Theory]
    [InlineData(326684884)]
    public void TriangularKernelsAreExactWhereOnePartNeedsMostBoxes(ulong seed) => CheckTriangle(seed);

    /// <summary>Where not as many boxes may be made as would be exact, the rest is within bounds.</summary>
    [Fact]
    public void TriangularKernelsInFewBoxesAreSound() => Gen.ULong.Sample(
        seed =>
        {
            PlanProgram program = new TriangleProgramGenerator(seed).Next();
            if (program.Run() is { } touches) Check(program, program.Plan(boxes: 1 + (int)(seed % 7)), touches, seed);
        },
        iter: Rounds,
        print: seed => $"{seed}\n{new TriangleProgramGenerator(seed).Next()}");

    private static void CheckTriangle(ulong seed)
    {
        PlanProgram program = new TriangleProgramGenerator(seed).Next();
        if (program.Run() is not { } touches) return;
        AccessPlan plan = program.Plan();
        Assert.All(plan.Parameters, parameter => Assert.True(parameter.MayIsMust));
        Assert.Equal(!touches.Exists(touch => IsOutside(program, touch)), plan.InBounds);
        Check(program, plan, touches, seed);
    }

    private static void Check(bool wild, long limit) => Gen.ULong.Sample(
        seed =>
        {
            PlanProgram program = new PlanProgramGenerator(seed, wild).Next();
            if (program.Run() is { } touches) Check(program, program.Plan(limit), touches, seed);
        },
        iter: Rounds,
        print: seed => $"{seed}\n{new PlanProgramGenerator(seed, wild).Next()}");

    private static void Check(PlanProgram program, AccessPlan plan, List<PlanProgram.Touch> touches, ulong seed)
    {
        CheckRefusal(program, plan, touches);
        for (int parameter = 0; parameter < program.Lengths.Length; parameter++)
        {
            CheckParameter(program, plan.Parameters[parameter], parameter, touches, (int)(seed % 5), (long)(seed / 5 % 37));
        }
    }

    private static bool IsOutside(PlanProgram program, PlanProgram.Touch touch)
        => touch.Element < 0 || touch.Element >= program.Lengths[program.Sites[touch.Site].Parameter];

    private static void CheckRefusal(PlanProgram program, AccessPlan plan, List<PlanProgram.Touch> touches)
    {
        if (plan.Refusal is not { } refusal) return;
        PlanProgram.Touch first = touches.Find(touch => touch.Site == refusal.Site && IsOutside(program, touch));
        Assert.NotNull(first.Item);
        Assert.Equal(first.Item, refusal.Item);
        Assert.Equal(first.Element, refusal.Element);
        Assert.True(program.Sites[refusal.Site].Definite);
        Assert.False(plan.InBounds);
    }

    private static void CheckParameter(
        PlanProgram program, ParameterPlan plan, int parameter, List<PlanProgram.Touch> touches, int shift, long start)
    {
        int length = program.Lengths[parameter];
        long region = start + length + (touches.Count % 3 * 5);
        HashSet<long> touched = [];
        HashSet<long> read = [];
        HashSet<long> written = [];
        HashSet<long> overwritten = [];
        foreach (PlanProgram.Touch touch in touches)
        {
            PlanProgram.PlanSite site = program.Sites[touch.Site];
            if (site.Parameter != parameter) continue;
            if (IsOutside(program, touch))
            {
                Assert.False(plan.InBounds);
                continue;
            }
            long element = start + touch.Element;
            touched.Add(element >> shift);
            if (site.Kind != AccessKind.Write) read.Add(element >> shift);
            if (site.Kind != AccessKind.Read) written.Add(element >> shift);
            if (site.Kind == AccessKind.Write) overwritten.Add(element);
        }

        // A page is covered when each of its elements in the region is overwritten and none is read.
        HashSet<long> covered = [];
        foreach (long page in written)
        {
            bool whole = !read.Contains(page);
            for (long element = page << shift; element < Math.Min(region, (page + 1) << shift); element++) whole &= overwritten.Contains(element);
            if (whole) covered.Add(page);
        }
        HashSet<long> needed = [.. read, .. written.Where(page => !covered.Contains(page))];

        HashSet<long> plannedCovered = Pages(plan.CoveredPages(start, shift, region));
        Assert.Subset(covered, plannedCovered);
        Assert.Subset(written, Pages(plan.MustBeWrittenPages(start, shift)));
        if (!plan.MayIsKnown) return;
        HashSet<long> plannedRead = Pages(plan.ReadPages(start, shift));
        Assert.Superset(touched, Pages(plan.MayPages(start, shift)));
        Assert.Superset(written, Pages(plan.WrittenPages(start, shift)));
        Assert.Superset(needed, plannedRead);
        if (!plan.MayIsMustFor(shift)) return;
        Assert.Equal(touched, Pages(plan.MayPages(start, shift)));
        Assert.Equal(written, Pages(plan.WrittenPages(start, shift)));
        if (!plan.MayIsMustFor(0)) return;
        Assert.Equal(covered, plannedCovered);
        plannedRead.ExceptWith(plannedCovered);
        Assert.Equal(needed, plannedRead);
    }

    private static HashSet<long> Pages(PageRuns runs)
    {
        HashSet<long> pages = [];
        foreach (PageRun run in runs)
        {
            for (long page = run.First; page < run.End; page++) Assert.True(pages.Add(page));
        }
        Assert.Equal(runs.Count, pages.Count);
        return pages;
    }
}
