using System.Collections;
using System.Globalization;
using System.Text;

namespace HmmGen.Base;

/// <summary>An immutable set of pages, kept as sorted runs that neither overlap nor touch.</summary>
internal sealed class PageRuns : IEnumerable<PageRun>, IEquatable<PageRuns>
{
    private readonly PageRun[] _runs;
    private long[]? _before;

    /// <summary>Takes runs over.</summary>
    /// <param name="runs">Sorted, not empty, neither overlapping nor touching.</param>
    internal PageRuns(PageRun[] runs)
    {
        _runs = runs;
        foreach (PageRun run in runs) Count += run.Count;
    }

    /// <summary>The set without pages.</summary>
    public static PageRuns Empty { get; } = new([]);

    /// <summary>The number of pages.</summary>
    public long Count { get; }

    /// <summary>Whether there is no page.</summary>
    public bool IsEmpty => _runs.Length == 0;

    /// <summary>The runs, sorted, neither overlapping nor touching.</summary>
    public ReadOnlySpan<PageRun> Runs => _runs;

    /// <summary>A set of consecutive pages.</summary>
    /// <param name="first">The first page.</param>
    /// <param name="count">The number of pages; 0 or less gives the empty set.</param>
    /// <returns>The set.</returns>
    public static PageRuns Of(long first, long count) => count <= 0 ? Empty : new([new PageRun(first, count)]);

    /// <summary>Makes a set from runs in any order.</summary>
    /// <param name="runs">The runs; they may overlap, and empty runs are left out.</param>
    /// <returns>The set.</returns>
    public static PageRuns Create(ReadOnlySpan<PageRun> runs)
    {
        PageRunsBuilder builder = new();
        foreach (PageRun run in runs)
        {
            if (run.Count > 0) builder.Add(run.First, run.End - 1);
        }
        return builder.Build();
    }

    /// <summary>The pages that hold some elements.</summary>
    /// <param name="first">The first element's number within the region.</param>
    /// <param name="count">The number of elements; 0 or less gives the empty set.</param>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <returns>The set.</returns>
    public static PageRuns FromElements(long first, long count, int shift)
        => count <= 0 ? Empty : Of(first >> shift, ((first + count - 1) >> shift) - (first >> shift) + 1);

    /// <summary>Whether a page is in the set.</summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(long page) => IndexOf(page) >= 0;

    /// <summary>The number of pages of the set before one of its pages.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The number; -1 when the page is not in the set.</returns>
    internal long IndexOf(long page)
    {
        int low = 0;
        int high = _runs.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            PageRun run = _runs[middle];
            if (page < run.First) high = middle - 1;
            else if (page >= run.End) low = middle + 1;
            else return (_before ??= CountBefore())[middle] + page - run.First;
        }
        return -1;
    }

    /// <summary>Counts the pages before each run. Few sets are asked for the number of a page.</summary>
    private long[] CountBefore()
    {
        long[] before = new long[_runs.Length];
        for (int at = 1; at < _runs.Length; at++) before[at] = before[at - 1] + _runs[at - 1].Count;
        return before;
    }

    /// <summary>The pages that are in either set.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>The union.</returns>
    public PageRuns Union(PageRuns other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.IsEmpty) return this;
        if (IsEmpty) return other;
        PageRunsBuilder builder = new();
        int mine = 0;
        int theirs = 0;
        while (mine < _runs.Length || theirs < other._runs.Length)
        {
            bool takeMine = theirs == other._runs.Length
                || (mine < _runs.Length && _runs[mine].First <= other._runs[theirs].First);
            PageRun run = takeMine ? _runs[mine++] : other._runs[theirs++];
            builder.Add(run.First, run.End - 1);
        }
        return builder.Build();
    }

    /// <summary>The pages that are in both sets.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>The intersection.</returns>
    public PageRuns Intersect(PageRuns other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsEmpty) return Empty;
        PageRunsBuilder builder = new();
        int mine = 0;
        int theirs = 0;
        while (mine < _runs.Length && theirs < other._runs.Length)
        {
            PageRun left = _runs[mine];
            PageRun right = other._runs[theirs];
            long first = Math.Max(left.First, right.First);
            long end = Math.Min(left.End, right.End);
            if (first < end) builder.Add(first, end - 1);
            if (left.End < right.End) mine++;
            else theirs++;
        }
        return builder.Build();
    }

    /// <summary>The pages that are in this set and not in another.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>The difference.</returns>
    public PageRuns Except(PageRuns other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsEmpty) return this;
        PageRunsBuilder builder = new();
        int theirs = 0;
        foreach (PageRun run in _runs)
        {
            long first = run.First;
            while (theirs < other._runs.Length && other._runs[theirs].End <= first) theirs++;
            for (int at = theirs; at < other._runs.Length && other._runs[at].First < run.End; at++)
            {
                if (first < other._runs[at].First) builder.Add(first, other._runs[at].First - 1);
                first = other._runs[at].End;
            }
            if (first < run.End) builder.Add(first, run.End - 1);
        }
        return builder.Build();
    }

    /// <inheritdoc/>
    public bool Equals(PageRuns? other) => other is not null && _runs.AsSpan().SequenceEqual(other._runs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PageRuns);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_runs.Length, Count, IsEmpty ? 0 : _runs[0].First);

    /// <summary>The runs as text: <c>0-3, 7</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (PageRun run in _runs)
        {
            if (text.Length > 0) text.Append(", ");
            text.Append(CultureInfo.InvariantCulture, $"{run.First}");
            if (run.Count > 1) text.Append(CultureInfo.InvariantCulture, $"-{run.End - 1}");
        }
        return text.ToString();
    }

    /// <summary>Enumerates the runs.</summary>
    /// <returns>The enumerator.</returns>
    public ReadOnlySpan<PageRun>.Enumerator GetEnumerator() => Runs.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator<PageRun> IEnumerable<PageRun>.GetEnumerator() => ((IEnumerable<PageRun>)_runs).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _runs.GetEnumerator();
}
