namespace HmmGen.Paging;

/// <summary>
/// Decides whether a region is moved into contiguous frames on a device that cannot hold all regions. To move it costs copies. Not to move it costs time in
/// each launch, since pages that lie anywhere are looked up. So a region is moved at once if that costs little. Otherwise it is moved when as much has been
/// lost by not moving it, so that a loop over one region ends up with it in one piece.
/// </summary>
internal static class RegionPlacing
{
    /// <summary>Of a region's frames so many may be emptied more than its pages need: an eighth.</summary>
    private const int Allowed = 8;

    /// <summary>
    /// A launch over so many pages that lie anywhere counts as much as the copy of one page. This is in favour of few copies. On a simulated device, where
    /// copies are cheap and look-ups are not, the time alone would ask for less.
    /// </summary>
    private const int LookUps = 64;

    /// <summary>Whether regions should be moved.</summary>
    /// <param name="mirrors">The regions, as a launch uses them.</param>
    /// <param name="extra">How many more frames are emptied than if the regions' pages lay anywhere.</param>
    /// <returns>True when they should.</returns>
    public static bool IsWorth(IReadOnlyList<RegionMirror> mirrors, long extra)
    {
        long allowed = 0;
        foreach (RegionMirror mirror in mirrors)
        {
            allowed += FramesOf(mirror) / Allowed + mirror.Scattered / LookUps;
        }

        return extra <= allowed;
    }

    /// <summary>Notes that a launch goes on with the pages of a region where they are.</summary>
    /// <param name="mirror">The region.</param>
    public static void NoteLeft(RegionMirror mirror) => mirror.Scattered += FramesOf(mirror);

    /// <summary>Notes that a region has been moved.</summary>
    /// <param name="mirror">The region.</param>
    public static void NotePlaced(RegionMirror mirror) => mirror.Scattered = 0;

    private static long FramesOf(RegionMirror mirror) => mirror.PageCount * mirror.Geometry.Frames;
}
