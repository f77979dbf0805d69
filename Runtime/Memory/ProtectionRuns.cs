using HmmGen.Base;

namespace HmmGen.Memory;

/// <summary>The protection of a region's base pages, as sorted runs; neighbours differ.</summary>
internal sealed class ProtectionRuns
{
    private readonly List<Run> _runs;
    private readonly long _pages;

    /// <summary>Gives all pages the same protection.</summary>
    /// <param name="pages">The number of pages.</param>
    /// <param name="protection">Their protection.</param>
    public ProtectionRuns(long pages, HmmProtection protection)
    {
        _pages = pages;
        _runs = [new Run(0, protection)];
    }

    /// <summary>The number of runs, and so of mappings in the user's view.</summary>
    public int Count => _runs.Count;

    /// <summary>The run that a page is in.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The protection, and the end of the run.</returns>
    public (HmmProtection Protection, long End) At(long page)
    {
        int index = IndexOf(page);
        return (_runs[index].Protection, EndOf(index));
    }

    /// <summary>The first page whose protection is below what is needed.</summary>
    /// <param name="pages">The pages to search.</param>
    /// <param name="needed">The protection needed.</param>
    /// <returns>The page, or -1.</returns>
    public long FirstBelow(PageRun pages, HmmProtection needed)
    {
        for (int index = IndexOf(pages.First); index < _runs.Count && _runs[index].First < pages.End; index++)
        {
            if (_runs[index].Protection < needed)
            {
                return Math.Max(pages.First, _runs[index].First);
            }
        }

        return -1;
    }

    /// <summary>The number of runs after pages would be set.</summary>
    /// <param name="pages">The pages; at least one.</param>
    /// <param name="protection">Their new protection.</param>
    /// <returns>The number of runs.</returns>
    public int CountWith(PageRun pages, HmmProtection protection)
    {
        int first = IndexOf(pages.First);
        int last = IndexOf(pages.End - 1);
        int before = _runs[first].First < pages.First ? first : first - 1;
        bool joinsBefore = before >= 0 && _runs[before].Protection == protection;
        int after = EndOf(last) > pages.End ? last : last + 1;
        bool joinsAfter = after < _runs.Count && _runs[after].Protection == protection;
        return before + 1 + 1 + (_runs.Count - after) - (joinsBefore ? 1 : 0) - (joinsAfter ? 1 : 0);
    }

    /// <summary>Sets the protection of pages.</summary>
    /// <param name="pages">The pages; at least one.</param>
    /// <param name="protection">Their new protection.</param>
    public void Set(PageRun pages, HmmProtection protection)
    {
        int first = IndexOf(pages.First);
        int last = IndexOf(pages.End - 1);
        int before = _runs[first].First < pages.First ? first : first - 1;
        bool joinsBefore = before >= 0 && _runs[before].Protection == protection;
        Run rest = _runs[last] with { First = pages.End };
        bool hasRest = EndOf(last) > pages.End;
        int after = last + 1;
        if (!hasRest && after < _runs.Count && _runs[after].Protection == protection)
        {
            after++;
        }

        _runs.RemoveRange(before + 1, after - before - 1);
        if (hasRest && rest.Protection != protection)
        {
            _runs.Insert(before + 1, rest);
        }

        if (!joinsBefore)
        {
            _runs.Insert(before + 1, new Run(pages.First, protection));
        }
    }

    private long EndOf(int index) => index + 1 < _runs.Count ? _runs[index + 1].First : _pages;

    private int IndexOf(long page)
    {
        int low = 0;
        int high = _runs.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_runs[middle].First <= page)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private readonly record struct Run(long First, HmmProtection Protection);
}
