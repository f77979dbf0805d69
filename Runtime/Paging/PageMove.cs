using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <summary>A noted move of a page: to the device or from it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Frame">Its first frame.</param>
/// <param name="How">How it is brought.</param>
internal readonly record struct PageMove(MirroredPage Page, int Frame, EnterFlags How)
{
    /// <summary>The mirror of the page's region.</summary>
    public RegionMirror Mirror => Page.Mirror;
}
