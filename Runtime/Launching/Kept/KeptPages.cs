using HmmGen.Base;
using HmmGen.Launching.Scouting;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching.Kept;

/// <summary>Finds the pages that a launch needs on its device.</summary>
internal static class KeptPages
{
    /// <summary>The most runs of pages that are looked at one by one. Of a region with more of them all pages are asked for.</summary>
    private const int MostRuns = 64;

    /// <summary>The same where a scout has named the pages. Mostly they need no look at all (<see cref="ResidentRegion.Seen"/>).</summary>
    private const int MostScoutedRuns = 16_384;

    /// <summary>
    /// Finds the pages that a launch may touch: those that its scout found, or those of its plan, and where the plan does not name them, all pages of the
    /// parameter.
    /// </summary>
    /// <param name="launch">The launch.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="scouted">What its scout found; null when it ran without.</param>
    /// <param name="regions">Its regions, in the same order.</param>
    /// <returns>The pages of each region.</returns>
    public static ResidentRegion[] Of(Launch launch, LaunchPages pages, KeptScout? scouted, ReadOnlySpan<KeptRegion> regions)
    {
        RegionMirror[] mirrors = pages.Mirrors;
        MirrorPlan[] plans = scouted?.Wanted ?? pages.PlanOf(launch.Plan);
        ResidentRegion[] found = new ResidentRegion[mirrors.Length];

        // Before the look at the pages: a page that leaves later makes a difference.
        ResidencyMark[] seen = pages.Memory.MarksOf(mirrors);
        for (int i = 0; i < found.Length; i++)
        {
            PageRuns written = plans[i].Written;
            PageRuns touched = plans[i].Touched;
            if (scouted is null)
            {
                written = written.Union(Unplanned(launch, mirrors, mirrors[i], isWritten: true));
                touched = touched.Union(Unplanned(launch, mirrors, mirrors[i], isWritten: false));
            }

            int most = scouted is null ? MostRuns : MostScoutedRuns;
            PageRun[] read = Few(touched.Except(written), mirrors[i], most);
            found[i] = new ResidentRegion(
                regions[i].Buffer,
                regions[i].IsWritten,
                mirrors[i].Number,
                mirrors[i].LinearFrame,
                read,
                Few(written, mirrors[i], most),
                Array.TrueForAll(read, run => mirrors[i].Has(run, owned: false)) ? seen[i] : null);
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

    private static PageRun[] Few(PageRuns pages, RegionMirror mirror, int most)
        => pages.Runs.Length > most ? [new PageRun(0, mirror.PageCount)] : pages.Runs.ToArray();
}
