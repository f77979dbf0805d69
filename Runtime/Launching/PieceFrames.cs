namespace HmmGen.Launching;

/// <summary>Where the pages lie that some items touch.</summary>
/// <param name="OfRegions">
/// For each parameter the frame that its region's first page would have, if the whole region lay as the touched pages do; null if those of one parameter are not
/// in contiguous frames.
/// </param>
/// <param name="Together">The share of the pages, from the first on, that lie together for every parameter.</param>
internal readonly record struct PieceFrames(long[]? OfRegions, double Together);
