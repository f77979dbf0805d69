using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <summary>A page that is to be brought to the device, or to leave it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Frame">Its first frame.</param>
/// <param name="How">How it is brought.</param>
internal readonly record struct PageMove(MirroredPage Page, int Frame, EnterFlags How)
{
    /// <summary>The page's region on the device.</summary>
    public RegionMirror Mirror => Page.Mirror;
}
