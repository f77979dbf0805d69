namespace HmmGen.Paging;

/// <summary>A page of a region's mirror on one device.</summary>
/// <param name="Mirror">The region's mirror.</param>
/// <param name="Number">The page's number in the region.</param>
internal readonly record struct MirroredPage(RegionMirror Mirror, long Number)
{
    /// <summary>The next page of the region.</summary>
    public MirroredPage Next => this with { Number = Number + 1 };
}
