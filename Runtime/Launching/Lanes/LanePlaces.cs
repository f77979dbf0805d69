namespace HmmGen.Launching.Lanes;

/// <summary>Where the parts of launches lie that trials take the time of.</summary>
internal static class LanePlaces
{
    // Multiples of the golden section, of which only the fraction counts, fill the launch evenly, however many there are.
    private const double Section = 0.6180339887498949;

    /// <summary>The place of a part.</summary>
    /// <param name="number">The part's number.</param>
    /// <param name="items">The items of the part.</param>
    /// <param name="all">The items of the launch, at least as many.</param>
    /// <param name="unit">The items that ranges do not cut.</param>
    /// <returns>Its first slot, where a unit begins.</returns>
    public static long Of(long number, long items, long all, long unit)
    {
        double place = (number + 0.5) * Section;
        return (long)((place - Math.Floor(place)) * ((all - items) / unit + 1)) * unit;
    }
}
