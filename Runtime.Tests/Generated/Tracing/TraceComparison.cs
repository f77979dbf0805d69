using HmmGen.Base;
using HmmGen.Planning;
using Xunit;

namespace HmmGen.Tests.Generated.Tracing;

/// <summary>Compares what was planned for a chunk with what its work items touched, for small pages and for real ones.</summary>
internal static class TraceComparison
{
    private static readonly int[] Starts = [0, 5];

    /// <summary>Compares every span parameter.</summary>
    /// <param name="trace">The chunk.</param>
    /// <param name="strength">What the plan must know.</param>
    /// <param name="complete">Whether every work item ran to its end; else less may have been touched than an exact plan says.</param>
    public static void Check(ChunkTrace trace, PlanStrength strength, bool complete)
    {
        if (Difference(trace, strength, complete) is { } difference)
            Assert.Fail(difference);
    }

    /// <summary>What is wrong, in words; null when nothing is.</summary>
    private static string? Difference(ChunkTrace trace, PlanStrength strength, bool complete)
    {
        if (trace.Plan.InBounds && trace.WentOutside)
            return $"{trace}: every index is proven in range, one was not";
        for (int parameter = 0; parameter < trace.Descriptor.Parameters.Count; parameter++)
        {
            ParameterPlan plan = trace.Plan.Parameters[parameter];
            string name = $"{trace}, '{trace.Descriptor.Parameters[parameter].Name}'";
            if ((strength == PlanStrength.Exact && !plan.MayIsMust) || (strength == PlanStrength.Known && !plan.MayIsKnown))
                return $"{name}: the plan is not {strength}";
            if (plan.MayIsMust && !plan.MayIsKnown)
                return $"{name}: exact, but not known";
            int page = PageGeometry.Of(trace.Descriptor.Parameters[parameter].ElementSize, PageGeometry.BasePageSize).Shift;
            foreach (int shift in (ReadOnlySpan<int>)[0, 1, 3, 6, page, page + 2])
            {
                foreach (int start in Starts)
                {
                    bool exact = plan.MayIsMustFor(shift) || (plan.MayIsMust && shift >= page);
                    string? difference = Uncovered(trace, plan, parameter, start, shift, complete)
                        ?? Difference(trace, plan, parameter, start, shift, exact && complete);
                    if (difference is not null)
                        return $"{name}, {1 << shift} elements a page, from element {start}: {difference}";
                }
            }
        }

        return null;
    }

    private static string? Difference(ChunkTrace trace, ParameterPlan plan, int parameter, int start, int shift, bool exact)
    {
        int length = trace.Length(parameter);
        SortedSet<long> touched = [];
        SortedSet<long> read = [];
        SortedSet<long> written = [];
        for (int element = 0; element < length; element++)
        {
            long page = (start + element) >> shift;
            if (trace.IsTouched(parameter, element))
                touched.Add(page);
            if (trace.IsRead(parameter, element))
                read.Add(page);
            if (trace.IsWritten(parameter, element))
                written.Add(page);
        }

        return !plan.MayIsKnown ? null
            : Missing("touched", touched, plan.MayPages(start, shift), exact)
            ?? Missing("written", written, plan.WrittenPages(start, shift), exact)
            ?? Missing("read", read, plan.ReadPages(start, shift), exact: false);
    }

    /// <summary>A page whose old contents are said not to be needed, and an element of it that says otherwise.</summary>
    private static string? Uncovered(ChunkTrace trace, ParameterPlan plan, int parameter, int start, int shift, bool complete)
    {
        int length = trace.Length(parameter);
        foreach (long page in Expand(plan.WhollyWrittenPages(start, shift, start + length, updates: true)))
        {
            for (long element = Math.Max(0, (page << shift) - start); complete && element < Math.Min(length, ((page + 1) << shift) - start); element++)
            {
                if (page << shift < start || !trace.IsWritten(parameter, (int)element))
                    return $"page {page} is said to be written whole, element {element} is not";
            }
        }

        foreach (long page in Expand(plan.CoveredPages(start, shift, start + length)))
        {
            if (page << shift < start)
                return $"page {page} is said to be overwritten whole, but begins before the parameter does";
            for (long element = (page << shift) - start; element < Math.Min(length, ((page + 1) << shift) - start); element++)
            {
                if (trace.IsRead(parameter, (int)element) || (complete && !trace.IsWritten(parameter, (int)element)))
                    return $"page {page} is said to be overwritten whole and not read, element {element} is not";
            }
        }

        return null;
    }

    private static string? Missing(string what, SortedSet<long> real, PageRuns planned, bool exact)
    {
        HashSet<long> pages = Expand(planned);
        if (!pages.IsSupersetOf(real))
            return $"pages {Text(real)} are {what}, only {planned} are planned";
        return exact && pages.Count > real.Count ? $"only pages {Text(real)} are {what}, {planned} are planned, exactly" : null;
    }

    private static string Text(SortedSet<long> pages) => string.Join(", ", pages.Take(40)) + (pages.Count > 40 ? ", …" : "");

    private static HashSet<long> Expand(PageRuns runs)
    {
        HashSet<long> pages = [];
        foreach (PageRun run in runs)
        {
            for (long page = run.First; page < run.End; page++)
                pages.Add(page);
        }

        return pages;
    }
}
