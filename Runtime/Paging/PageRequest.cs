namespace HmmGen.Paging;

/// <summary>A page that a launch wants on the device.</summary>
/// <param name="Page">The page.</param>
/// <param name="Writable">Whether it will be written.</param>
/// <param name="Contents">Whether what it holds is needed; false only for a page that is certainly overwritten whole.</param>
internal readonly record struct PageRequest(MirroredPage Page, bool Writable, bool Contents)
{
    /// <summary>The page's region on the device.</summary>
    public RegionMirror Mirror => Page.Mirror;
}
