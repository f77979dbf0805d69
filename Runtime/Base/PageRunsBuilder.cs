using System.Buffers;

namespace HmmGen.Base;

/// <summary>Collects runs in any order; merges runs that come in ascending order as they come. The set that it builds is all that it leaves to the heap.</summary>
internal sealed class PageRunsBuilder
{
    private PageRun[] _runs = [];
    private int _count;
    private bool _sorted = true;

    /// <summary>Adds the pages from one to another.</summary>
    /// <param name="first">The first page.</param>
    /// <param name="last">The last page, not below <paramref name="first"/>.</param>
    internal void Add(long first, long last)
    {
        if (_count > 0)
        {
            ref PageRun previous = ref _runs[_count - 1];
            if (first >= previous.First && first <= previous.End)
            {
                if (last >= previous.End) previous = new PageRun(previous.First, last - previous.First + 1);
                return;
            }
            if (first < previous.First) _sorted = false;
        }
        if (_count == _runs.Length) Replace(ArrayPool<PageRun>.Shared.Rent(Math.Max(4, _count * 2)));
        _runs[_count++] = new PageRun(first, last - first + 1);
    }

    /// <summary>Sorts and merges the runs. The builder has none afterwards.</summary>
    /// <returns>The set.</returns>
    internal PageRuns Build()
    {
        if (_count == 0) return PageRuns.Empty;
        if (!_sorted)
        {
            _runs.AsSpan(0, _count).Sort(static (left, right) => left.First.CompareTo(right.First));
            int kept = 0;
            for (int at = 1; at < _count; at++)
            {
                PageRun run = _runs[at];
                ref PageRun previous = ref _runs[kept];
                if (run.First > previous.End) _runs[++kept] = run;
                else if (run.End > previous.End) previous = new PageRun(previous.First, run.End - previous.First);
            }
            _count = kept + 1;
            _sorted = true;
        }
        PageRuns built = new(_runs.AsSpan(0, _count).ToArray());
        _count = 0;
        Replace([]);
        return built;
    }

    private void Replace(PageRun[] runs)
    {
        _runs.AsSpan(0, _count).CopyTo(runs);
        if (_runs.Length > 0) ArrayPool<PageRun>.Shared.Return(_runs);
        _runs = runs;
    }
}
