using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <summary>A page that is to be brought to the device, or to leave it.</summary>
/// <param name="Mirror">The region as the device sees it.</param>
/// <param name="Page">The page.</param>
/// <param name="Frame">Its first frame.</param>
/// <param name="How">How it is brought.</param>
internal readonly record struct PageMove(RegionMirror Mirror, long Page, int Frame, EnterFlags How);
