namespace HmmGen;

/// <summary>What pages of the host the memory of an array lies in.</summary>
public enum HmmPages
{
    /// <summary>Those of 4 KiB. Pages that nobody touches take no memory.</summary>
    Default,

    /// <summary>
    /// Those of 2 MiB: random touches by the host and copies to devices find their pages faster. The array takes all its memory at once, in whole huge pages.
    /// Where a device has had pages the host's programs find them as small ones again, over memory that stays huge for copies; what is discarded
    /// comes back as small pages. <see cref="HmmArray{T}.CountHugePages"/> tells how many there are.
    /// </summary>
    Huge,
}
