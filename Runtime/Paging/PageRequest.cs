namespace HmmGen.Paging;

/// <summary>A page that a launch wants on the device.</summary>
/// <param name="Page">The page.</param>
/// <param name="Writable">Whether the launch will write it.</param>
/// <param name="Contents">Whether its contents are needed. False only for a page that the launch must overwrite whole.</param>
internal readonly record struct PageRequest(MirroredPage Page, bool Writable, bool Contents)
{
    /// <summary>The mirror of the page's region.</summary>
    public RegionMirror Mirror => Page.Mirror;
}
