using CsCheck;
using HmmGen.Base;
using HmmGen.Planning;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Planning;

/// <summary>Affine element sets against enumeration.</summary>
public sealed class ElementSetTests
{
    private static readonly Gen<PlanDimension[]> Dimensions = Gen.Select(
        Gen.OneOf(Gen.Long[1, 8], Gen.Long[1, 100], Choice(16L, 32L, 64L)),
        Gen.Long[2, 9],
        (stride, count) => new PlanDimension(stride, count)).Array[0, 4];

    [Fact]
    public void PagesAreExact() => Gen.Select(Dimensions, Gen.Long[0, 40], Gen.Long[0, 50], Gen.Int[0, 7], Clip()).Sample(
        (dimensions, first, start, shift, clip) =>
        {
            HashSet<long> elements = Expand(dimensions, first, clip);
            ElementSet set = ElementSet.Create(first, [.. dimensions], clip.Low, clip.High);
            PageRunsBuilder pages = new();
            set.AddPages(pages, start, shift, LaunchPlan.DefaultRunLimit);
            Assert.True(set.MayIsMustFor(shift, LaunchPlan.DefaultRunLimit));
            Assert.Equal([.. elements.Select(element => (element + start) >> shift)], Expand(pages.Build()));
            PageRunsBuilder runs = new();
            Assert.True(set.TryAddElements(runs, start, LaunchPlan.DefaultRunLimit));
            Assert.Equal([.. elements.Select(element => element + start)], Expand(runs.Build()));
            if (set.IsEmpty) Assert.Empty(elements);
        },
        iter: TestScale.Iterations(quick: 1_500, full: 15_000));

    [Fact]
    public void FilledGapsLoseNothing() => Gen.Select(Dimensions, Gen.Long[0, 40], Gen.Int[0, 7], Gen.Long[1, 20], Clip()).Sample(
        (dimensions, first, shift, limit, clip) =>
        {
            HashSet<long> expected = [.. Expand(dimensions, first, clip).Select(element => element >> shift)];
            ElementSet set = ElementSet.Create(first, [.. dimensions], clip.Low, clip.High);
            PageRunsBuilder builder = new();
            set.AddPages(builder, 0, shift, limit);
            PageRuns pages = builder.Build();
            Assert.True(pages.Runs.Length <= limit);
            if (set.MayIsMustFor(shift, limit)) Assert.Equal(expected, Expand(pages));
            else Assert.Superset(expected, Expand(pages));
        },
        iter: TestScale.Iterations(quick: 1_500, full: 15_000));

    [Fact]
    public void HugeSetsAreQuick()
    {
        // Every fourth of four thousand million elements: every page, exactly, without enumerating any.
        ElementSet set = ElementSet.Create(0, [new PlanDimension(4, 1L << 30)], 0, long.MaxValue);
        PageRunsBuilder builder = new();
        set.AddPages(builder, 0, 10, LaunchPlan.DefaultRunLimit);
        Assert.True(set.MayIsMustFor(10, LaunchPlan.DefaultRunLimit));
        Assert.Equal(PageRuns.Of(0, 1L << 22), builder.Build());
        Assert.False(set.TryAddElements(builder, 0, LaunchPlan.DefaultRunLimit));
    }

    private static Gen<T> Choice<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static Gen<(long Low, long High)> Clip()
        => Gen.OneOf(Gen.Const((0L, long.MaxValue)), Gen.Select(Gen.Long[0, 200], Gen.Long[0, 300]));

    private static HashSet<long> Expand(PlanDimension[] dimensions, long first, (long Low, long High) clip)
    {
        HashSet<long> elements = [first];
        foreach (PlanDimension dimension in dimensions)
        {
            HashSet<long> more = [];
            foreach (long element in elements)
            {
                for (long at = 0; at < dimension.Count; at++) more.Add(element + (at * dimension.Stride));
            }
            elements = more;
        }
        elements.RemoveWhere(element => element < clip.Low || element > clip.High);
        return elements;
    }

    private static HashSet<long> Expand(PageRuns runs)
    {
        HashSet<long> pages = [];
        foreach (PageRun run in runs)
        {
            for (long page = run.First; page < run.End; page++) pages.Add(page);
        }
        return pages;
    }
}
