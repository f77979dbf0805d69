using HmmGen.Base;

namespace HmmGen.Paging;

/// <summary>What a launch needs of one region to run again without any step: the frames where it was, and pages that are there. Never changes.</summary>
/// <param name="Buffer">The number of a buffer of the launch that lies in the region.</param>
/// <param name="IsWritten">Whether the launch may write the region.</param>
/// <param name="Mirror">The number of the region's mirror. Another region, or a mirror that was made anew, has another number.</param>
/// <param name="Frame">The first of the region's contiguous frames.</param>
/// <param name="Read">The pages that must be on the device.</param>
/// <param name="Written">The pages that the device must own.</param>
/// <param name="Seen">A moment at which all pages to read were there; null when none is known.</param>
internal sealed record ResidentRegion(int Buffer, bool IsWritten, long Mirror, int Frame, PageRun[] Read, PageRun[] Written, ResidencyMark? Seen)
{
    /// <summary>Whether a region is where it was.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <returns>True when it is the same mirror with the same frames.</returns>
    public bool IsIn(RegionMirror mirror) => mirror.Number == Mirror && mirror.LinearFrame == Frame && Frame >= 0;

    /// <summary>Whether all pages are there. The caller holds the residency lock of the device.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <returns>True when they are.</returns>
    public bool Has(RegionMirror mirror) => (Seen == mirror.Residency || Has(mirror, Read, owned: false)) && Has(mirror, Written, owned: true);

    private static bool Has(RegionMirror mirror, PageRun[] runs, bool owned)
    {
        foreach (PageRun run in runs)
        {
            if (!mirror.Has(run, owned))
            {
                return false;
            }
        }

        return true;
    }
}
