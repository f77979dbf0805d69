using CsCheck;
using HmmGen.Base;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Planning;

/// <summary>Page sets against hash sets.</summary>
public sealed class PageRunsTests
{
    private static readonly Gen<PageRun[]> Runs =
        Gen.Select(Gen.Long[0, 60], Gen.Long[0, 9], (first, count) => new PageRun(first, count)).Array[0, 9];

    [Fact]
    public void SetAlgebraIsThatOfSets() => Gen.Select(Runs, Runs).Sample(
        (first, second) =>
        {
            HashSet<long> a = Expand(first);
            HashSet<long> b = Expand(second);
            PageRuns left = PageRuns.Create(first);
            PageRuns right = PageRuns.Create(second);
            Check(a, left);
            Check([.. a.Union(b)], left.Union(right));
            Check([.. a.Intersect(b)], left.Intersect(right));
            Check([.. a.Except(b)], left.Except(right));
            Assert.Equal(a.SetEquals(b), left.Equals(right));
            if (left.Equals(right)) Assert.Equal(left.GetHashCode(), right.GetHashCode());
            for (long page = -1; page < 72; page++) Assert.Equal(a.Contains(page), left.Contains(page));
        },
        iter: TestScale.Iterations(quick: 5_000, full: 50_000));

    [Fact]
    public void ElementsFillTheirPages() => Gen.Select(Gen.Long[0, 100], Gen.Long[0, 100], Gen.Int[0, 5]).Sample((first, count, shift) =>
    {
        HashSet<long> pages = [];
        for (long element = first; element < first + count; element++) pages.Add(element >> shift);
        Check(pages, PageRuns.FromElements(first, count, shift));
    });

    [Fact]
    public void TextNamesTheRuns()
    {
        Assert.Equal("0-3, 7", PageRuns.Create([new(7, 1), new(0, 2), new(2, 2)]).ToString());
        Assert.Equal("", PageRuns.Empty.ToString());
    }

    private static HashSet<long> Expand(IEnumerable<PageRun> runs)
    {
        HashSet<long> pages = [];
        foreach (PageRun run in runs)
        {
            for (long page = run.First; page < run.End; page++) pages.Add(page);
        }
        return pages;
    }

    private static void Check(HashSet<long> expected, PageRuns actual)
    {
        Assert.Equal(expected, Expand(actual));
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.Count == 0, actual.IsEmpty);
        long end = long.MinValue;
        foreach (PageRun run in actual)
        {
            Assert.True(run.Count > 0 && run.First > end);
            end = run.End;
        }
    }
}
