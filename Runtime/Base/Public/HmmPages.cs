namespace HmmGen;

/// <summary>What pages of the host the memory of an array lies in.</summary>
public enum HmmPages
{
    /// <summary>Those of 4 KiB. Pages that nobody touches take no memory.</summary>
    Default,

    /// <summary>
    /// Those of 2 MiB: random touches by the host are faster. The array takes all its memory when it is allocated, in whole huge pages, which takes as long as
    /// touching all of it. Where memory is transparent and a device has had a page, the host finds that part as small pages again; what is discarded comes
    /// back as small pages. <see cref="HmmArray{T}.CountHugePages"/> tells how many there are.
    /// </summary>
    Huge,
}
