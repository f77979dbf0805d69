using System.Numerics;
using HmmGen.Base;
using HmmGen.Kernels;

namespace HmmGen.Planning;

/// <summary>
/// The elements that a box of work items touches of one span parameter. Pages are numbered within the memory region. All sets
/// assume that every work item runs to its end, and ignore other parameters that lie in the same memory.
/// </summary>
internal sealed class ParameterPlan
{
    private const int SmallestPage = 4096;

    /// <summary>More runs than these, each shorter than a page, are not listed: that took longer than the launch.</summary>
    private const long MostShortRuns = 1 << 12;

    private readonly PlanAccess[] _accesses;

    /// <summary>Makes the plan from the accesses.</summary>
    /// <param name="accesses">The accesses of the parameter.</param>
    /// <param name="elementSize">The size of an element in bytes.</param>
    internal ParameterPlan(PlanAccess[] accesses, int elementSize)
    {
        _accesses = accesses;
        MayIsKnown = true;
        InBounds = true;
        foreach (PlanAccess access in accesses)
        {
            MayIsKnown &= access.Elements is not null;
            InBounds &= access.InBounds;
        }
        MayIsMust = MayIsMustFor(BitOperations.Log2((uint)Math.Max(1, SmallestPage / Math.Max(1, elementSize))));
    }

    /// <summary>Whether every page that may be touched is in the sets.</summary>
    public bool MayIsKnown { get; }

    /// <summary>Whether every page of the sets must be touched, for pages of at least 4 KiB; <see cref="MayIsKnown"/> then holds too.</summary>
    public bool MayIsMust { get; }

    /// <summary>Whether every access is in bounds.</summary>
    public bool InBounds { get; }

    /// <summary>Whether, for a page size, every page of the sets must be touched.</summary>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <returns>True when it must.</returns>
    public bool MayIsMustFor(int shift)
    {
        foreach (PlanAccess access in _accesses)
        {
            if (access.Elements is null || !access.IsMust || !access.Elements.MayIsMustFor(shift, access.RunLimit)) return false;
        }
        return true;
    }

    /// <summary>
    /// The pages whose old contents may be needed: those that are read, and those that are written but perhaps not as a whole.
    /// A page that the region's end cuts short counts as not written as a whole. Where the region's length is known, subtract
    /// <see cref="CoveredPages"/>.
    /// </summary>
    /// <param name="start">The number of the parameter's element 0 within its region.</param>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <returns>The pages.</returns>
    public PageRuns ReadPages(long start, int shift)
    {
        PageRuns read = Pages(start, shift, reads: true, overwrites: false);
        PageRuns overwritten = Pages(start, shift, reads: false, overwrites: true);
        return overwritten.IsEmpty ? read : read.Union(overwritten.Except(CoveredPages(start, shift, long.MaxValue)));
    }

    /// <summary>The pages that may be written, as far as they are known.</summary>
    /// <param name="start">The number of the parameter's element 0 within its region.</param>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <returns>The pages.</returns>
    public PageRuns WrittenPages(long start, int shift)
    {
        Check(start, shift);
        PageRunsBuilder pages = new();
        foreach (PlanAccess access in _accesses)
        {
            if (access.Kind != AccessKind.Read) access.Elements?.AddPages(pages, start, shift, access.RunLimit);
        }
        return pages.Build();
    }

    /// <summary>The pages that must be written: those of accesses that happen for certain, whatever is known of the others.</summary>
    /// <param name="start">The number of the parameter's element 0 within its region.</param>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <returns>The pages.</returns>
    public PageRuns MustBeWrittenPages(long start, int shift)
    {
        Check(start, shift);
        PageRunsBuilder pages = new();
        foreach (PlanAccess access in _accesses)
        {
            if (access is { IsMust: true, Elements: { } elements } && access.Kind != AccessKind.Read && elements.MayIsMustFor(shift, access.RunLimit))
                elements.AddPages(pages, start, shift, access.RunLimit);
        }
        return pages.Build();
    }

    /// <summary>The pages that may be read or written, as far as they are known.</summary>
    /// <param name="start">The number of the parameter's element 0 within its region.</param>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <returns>The pages.</returns>
    public PageRuns MayPages(long start, int shift) => Pages(start, shift, reads: true, overwrites: true);

    /// <summary>
    /// The pages of which every element must be overwritten and none is read. Their old contents are not needed.
    /// </summary>
    /// <param name="start">The number of the parameter's element 0 within its region.</param>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <param name="regionLength">The region's length in elements; the last page ends there.</param>
    /// <returns>The pages.</returns>
    public PageRuns CoveredPages(long start, int shift, long regionLength)
    {
        foreach (PlanAccess access in _accesses)
        {
            if (access.Kind != AccessKind.Write && access.Elements is null) return PageRuns.Empty;
        }
        PageRuns covered = WhollyWrittenPages(start, shift, regionLength, updates: false);
        return covered.IsEmpty ? covered : covered.Except(Pages(start, shift, reads: true, overwrites: false));
    }

    /// <summary>The pages of which every element must be written, whether it is read before or not.</summary>
    /// <param name="start">The number of the parameter's element 0 within its region.</param>
    /// <param name="shift">A page is 2^<paramref name="shift"/> elements.</param>
    /// <param name="regionLength">The region's length in elements; the last page ends there.</param>
    /// <param name="updates">Whether an access that reads and writes an element writes all of it, and not a field only.</param>
    /// <returns>The pages.</returns>
    public PageRuns WhollyWrittenPages(long start, int shift, long regionLength, bool updates)
    {
        Check(start, shift);
        List<ElementSet> sets = [];
        long limit = 0;
        foreach (PlanAccess access in _accesses)
        {
            if (access.Kind != AccessKind.Write && !(updates && access.Kind == AccessKind.ReadWrite)) continue;
            if (!access.IsMust || access.Elements is not { } set) continue;
            limit = Math.Max(limit, access.RunLimit);

            // What is updated is loaded and stored: two accesses to the same elements.
            if (!sets.Exists(set.IsSameAs)) sets.Add(set);
        }
        PageRunsBuilder elements = new();
        List<ElementSet> scattered = [];
        foreach (ElementSet set in sets)
        {
            if (set.HasShortRuns(shift, MostShortRuns) || !set.TryAddElements(elements, start, limit)) scattered.Add(set);
        }
        if (scattered.Count > 1) Interleaving.AddElements(elements, scattered, start, limit);

        PageRunsBuilder pages = new();
        long size = 1L << shift;
        foreach (PageRun run in elements.Build())
        {
            long first = (run.First >> shift) + ((run.First & (size - 1)) == 0 ? 0 : 1);
            long last = run.End >= regionLength ? (regionLength - 1) >> shift : (run.End >> shift) - 1;
            if (first <= last) pages.Add(first, last);
        }
        return pages.Build();
    }

    private static void Check(long start, int shift)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, PlanVariable.Bound);
        ArgumentOutOfRangeException.ThrowIfNegative(shift);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shift, 61);
    }

    private PageRuns Pages(long start, int shift, bool reads, bool overwrites)
    {
        Check(start, shift);
        PageRunsBuilder pages = new();
        foreach (PlanAccess access in _accesses)
        {
            if (access.Kind == AccessKind.Write ? overwrites : reads) access.Elements?.AddPages(pages, start, shift, access.RunLimit);
        }
        return pages.Build();
    }
}
