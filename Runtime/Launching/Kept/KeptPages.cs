using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching.Kept;

/// <summary>Finds the pages that a launch needs on its device.</summary>
internal static class KeptPages
{
    /// <summary>The most runs of pages that are looked at one by one. Of a region with more of them all pages are asked for.</summary>
    private const int MostRuns = 64;

    /// <summary>Finds the pages that a launch may touch: those of its plan, and where the plan does not name them, all pages of the parameter.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="mirrors">The mirrors of its regions.</param>
    /// <param name="regions">Its regions, in the same order.</param>
    /// <returns>The pages of each region.</returns>
    public static ResidentRegion[] Of(Launch launch, RegionMirror[] mirrors, ReadOnlySpan<KeptRegion> regions)
    {
        MirrorPlan[] plans = MirrorPlan.Of(launch.Binding, mirrors, launch.Plan);
        ResidentRegion[] found = new ResidentRegion[mirrors.Length];
        for (int i = 0; i < found.Length; i++)
        {
            PageRuns written = plans[i].Written.Union(Unplanned(launch, mirrors, mirrors[i], isWritten: true));
            PageRuns read = plans[i].Touched.Union(Unplanned(launch, mirrors, mirrors[i], isWritten: false)).Except(written);
            found[i] = new ResidentRegion(
                regions[i].Buffer,
                regions[i].IsWritten,
                mirrors[i].Number,
                mirrors[i].LinearFrame,
                Few(read, mirrors[i]),
                Few(written, mirrors[i]));
        }

        return found;
    }

    private static PageRuns Unplanned(Launch launch, RegionMirror[] mirrors, RegionMirror mirror, bool isWritten)
    {
        PageRuns pages = PageRuns.Empty;
        foreach ((RegionMirror of, PageRun under, bool writes) in UnplannedPages.Of(launch, mirrors))
        {
            if (of == mirror && writes == isWritten)
            {
                pages = pages.Union(PageRuns.Of(under.First, under.Count));
            }
        }

        return pages;
    }

    private static PageRun[] Few(PageRuns pages, RegionMirror mirror)
        => pages.Runs.Length > MostRuns ? [new PageRun(0, mirror.PageCount)] : pages.Runs.ToArray();
}
