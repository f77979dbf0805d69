namespace HmmGen.Migration;

/// <summary>A page whose contents are to be copied, or cleared.</summary>
/// <param name="Mirror">The region as the device sees it.</param>
/// <param name="Page">The page.</param>
/// <param name="Frame">Its first frame.</param>
/// <param name="Clear">Whether it is cleared on the device and not copied there.</param>
internal readonly record struct PageMove(RegionMirror Mirror, long Page, int Frame, bool Clear);
