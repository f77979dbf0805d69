using HmmGen.Base;

namespace HmmGen.Planning;

/// <summary>
/// The elements <c>first + Σ stride·k</c> with k from 0 to count - 1 in each dimension, as far as they lie within a clip.
/// </summary>
/// <remarks>
/// <para>
/// <b>Which pages.</b> Dimensions are taken in ascending order of their strides. Call a set <i>P-dense</i> when no two
/// neighbouring elements are more than P apart. A page holds P elements, so neighbours in a P-dense set lie in the same page
/// or in two that follow one another: whatever the alignment, every page from that of the first element to that of the last
/// holds an element. A single element is P-dense. If a set of extent X (last less first) is P-dense, so is the union of its
/// copies at distances of s &lt;= X + P: within a copy neighbours are at most P apart; between the last element of a copy and
/// the next copy's first the distance is s - X &lt;= P, and where copies overlap each point of the hull lies within some
/// copy's hull, whose next element is at most P away. So dimensions are merged while stride &lt;= X + P, and X grows by the
/// dimension's extent. The dimensions that are left are enumerated, each copy being the pages from its first element to its
/// last. With P = 1 the same rule gives the runs of elements.
/// </para>
/// <para>
/// <b>Same lattice.</b> A dimension whose stride is m times another's, m at most that one's count, is absorbed:
/// <c>{k + m·l : k &lt; n, l &lt; q}</c> is <c>0 … n + m·(q - 1) - 1</c> without a gap, because the next copy begins where the
/// one before has just ended, or earlier.
/// </para>
/// <para>
/// A clip that cuts the set makes the ends of a P-dense run unknown. So a set that is cut is enumerated run by run of elements
/// (P = 1) and each run is clipped. A set of one dimension is cut when it is made.
/// </para>
/// </remarks>
internal sealed class ElementSet
{
    private readonly PlanDimension[] _dimensions;
    private readonly long _first;
    private readonly long _clipLow;
    private readonly long _clipHigh;
    private readonly bool _isCut;

    private ElementSet(long first, PlanDimension[] dimensions, long clipLow, long clipHigh)
    {
        _first = first;
        _dimensions = dimensions;
        long last = first + Extent(dimensions);
        _clipLow = Math.Max(clipLow, first);
        _clipHigh = Math.Min(clipHigh, last);
        _isCut = _clipLow > first || _clipHigh < last;
    }

    /// <summary>Whether the clip leaves no element.</summary>
    internal bool IsEmpty => _clipLow > _clipHigh;

    /// <summary>The first element, without the clip.</summary>
    internal long First => _first;

    /// <summary>Whether the clip cuts the set.</summary>
    internal bool IsCut => _isCut;

    /// <summary>The dimensions, with ascending strides.</summary>
    internal ReadOnlySpan<PlanDimension> Dimensions => _dimensions;

    /// <summary>Makes a set.</summary>
    /// <param name="first">The first element, from which the dimensions count.</param>
    /// <param name="dimensions">The dimensions in any order; the set owns the array from now on.</param>
    /// <param name="clipLow">The lowest element that the set keeps.</param>
    /// <param name="clipHigh">The highest element that the set keeps.</param>
    /// <returns>The set.</returns>
    internal static ElementSet Create(long first, PlanDimension[] dimensions, long clipLow, long clipHigh)
    {
        if (dimensions.Length > 1) dimensions = Absorb(dimensions);
        if (dimensions.Length == 1 && clipLow <= clipHigh)
        {
            (long stride, long count) = dimensions[0];
            long skipped = clipLow > first ? DivideUp(clipLow - first, stride) : 0;
            long kept = clipHigh >= first ? Math.Min(count - 1, (clipHigh - first) / stride) + 1 : 0;
            if (skipped >= kept) return new ElementSet(first, [], 1, 0);
            first += skipped * stride;
            dimensions = kept - skipped == 1 ? [] : [new PlanDimension(stride, kept - skipped)];
        }
        return new ElementSet(first, dimensions, clipLow, clipHigh);
    }

    /// <summary>Whether <see cref="AddPages"/> adds only pages that hold elements.</summary>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <param name="limit">The largest number of runs to enumerate.</param>
    /// <returns>True when it does.</returns>
    internal bool MayIsMustFor(int shift, long limit)
    {
        int merged = Merge(_isCut ? 1 : 1L << shift, out _);
        return Copies(merged, limit) <= limit;
    }

    /// <summary>Adds the pages that hold elements.</summary>
    /// <param name="pages">The builder to add them to.</param>
    /// <param name="start">The number of element 0 within its region.</param>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <param name="limit">The largest number of runs to enumerate; above it, gaps are filled.</param>
    internal void AddPages(PageRunsBuilder pages, long start, int shift, long limit)
    {
        if (IsEmpty) return;
        int merged = Merge(_isCut ? 1 : 1L << shift, out long extent);
        while (Copies(merged, limit) > limit) extent += _dimensions[merged++].Extent;
        Enumerate(pages, _dimensions.Length - 1, merged, _first, extent, start, shift);
    }

    /// <summary>Adds the elements.</summary>
    /// <param name="elements">The builder to add them to.</param>
    /// <param name="start">The number of element 0 within its region.</param>
    /// <param name="limit">The largest number of runs to enumerate.</param>
    /// <returns>True when the limit was kept; otherwise nothing was added.</returns>
    internal bool TryAddElements(PageRunsBuilder elements, long start, long limit)
    {
        if (IsEmpty) return true;
        int merged = Merge(1, out long extent);
        if (Copies(merged, limit) > limit) return false;
        Enumerate(elements, _dimensions.Length - 1, merged, _first, extent, start, 0);
        return true;
    }

    /// <summary>Whether the elements are many runs that are shorter than a page. Then they cover pages only where other sets fill the gaps.</summary>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <param name="limit">The largest number of runs that are not many.</param>
    /// <returns>True when they are.</returns>
    internal bool HasShortRuns(int shift, long limit)
    {
        int merged = Merge(1, out long extent);
        return extent + 1 < 1L << shift && Copies(merged, limit) > limit;
    }

    /// <summary>Whether another set was made of the same elements in the same way.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>True when it was.</returns>
    internal bool IsSameAs(ElementSet other)
        => _first == other._first && _clipLow == other._clipLow && _clipHigh == other._clipHigh && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    private static long Extent(ReadOnlySpan<PlanDimension> dimensions)
    {
        long extent = 0;
        foreach (PlanDimension dimension in dimensions) extent += dimension.Extent;
        return extent;
    }

    private static long DivideUp(long value, long divisor) => (value / divisor) + (value % divisor > 0 ? 1 : 0);

    /// <summary>Sorts by insertion: there are few dimensions, mostly in descending order.</summary>
    private static void Sort(PlanDimension[] dimensions)
    {
        for (int sorted = 1; sorted < dimensions.Length; sorted++)
        {
            PlanDimension dimension = dimensions[sorted];
            int at = sorted;
            for (; at > 0 && dimensions[at - 1].Stride > dimension.Stride; at--) dimensions[at] = dimensions[at - 1];
            dimensions[at] = dimension;
        }
    }

    private static PlanDimension[] Absorb(PlanDimension[] dimensions)
    {
        Sort(dimensions);
        int kept = 0;
        for (int at = 0; at < dimensions.Length; at++)
        {
            PlanDimension dimension = dimensions[at];
            bool absorbed = false;
            for (int into = 0; into < kept && !absorbed; into++)
            {
                PlanDimension host = dimensions[into];
                long multiple = dimension.Stride / host.Stride;
                if (dimension.Stride % host.Stride != 0 || multiple > host.Count) continue;
                dimensions[into] = host with { Count = host.Count + (multiple * (dimension.Count - 1)) };
                absorbed = true;
            }
            if (!absorbed) dimensions[kept++] = dimension;
        }
        return kept == dimensions.Length ? dimensions : dimensions[..kept];
    }

    /// <summary>Merges the dimensions that are dense for a page size.</summary>
    private int Merge(long page, out long extent)
    {
        extent = 0;
        int merged = 0;
        while (merged < _dimensions.Length && _dimensions[merged].Stride - extent <= page) extent += _dimensions[merged++].Extent;
        return merged;
    }

    /// <summary>The number of copies that the dimensions not merged make. A number above the limit may be any number above it.</summary>
    private long Copies(int merged, long limit)
    {
        long copies = 1;
        for (int at = merged; at < _dimensions.Length && copies <= limit; at++)
        {
            copies = _dimensions[at].Count > limit ? limit + 1 : copies * _dimensions[at].Count;
        }
        return copies;
    }

    private void Enumerate(PageRunsBuilder runs, int dimension, int merged, long first, long extent, long start, int shift)
    {
        if (dimension < merged)
        {
            long low = Math.Max(first, _clipLow);
            long high = Math.Min(first + extent, _clipHigh);
            if (low <= high) runs.Add((start + low) >> shift, (start + high) >> shift);
            return;
        }
        (long stride, long count) = _dimensions[dimension];
        for (long at = 0; at < count; at++) Enumerate(runs, dimension - 1, merged, first + (at * stride), extent, start, shift);
    }
}
