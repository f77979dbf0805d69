namespace HmmGen.Paging.Eviction;

/// <summary>A part of what is to come: pages that will be touched, before those of the next part.</summary>
internal interface IForeseenPart
{
    /// <summary>The pages, one entry for each region.</summary>
    IReadOnlyList<ForeseenPages> Pages { get; }

    /// <summary>Divides the part into two that follow one another.</summary>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second part.</param>
    /// <returns>False when it is not worth dividing, or the order within the part is not known.</returns>
    bool TryDivide(out IForeseenPart first, out IForeseenPart second);
}
