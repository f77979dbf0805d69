namespace HmmGen;

/// <summary>The sizes of the host's pages under an array.</summary>
public enum HmmPages
{
    /// <summary>Pages of 4 KiB. Unwritten pages take no memory.</summary>
    Default,

    /// <summary>Pages of 2 MiB, which make random touches by the host faster.</summary>
    /// <remarks>
    /// The array takes all its memory when it is allocated, in whole huge pages. This takes as long as touching all of it. Where memory is transparent and a
    /// device has had a page, the host finds that part as small pages again. Discarded elements also come back as small pages.
    /// <see cref="HmmArray{T}.CountHugePages"/> counts the huge pages.
    /// </remarks>
    Huge,
}
