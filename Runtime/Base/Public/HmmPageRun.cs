namespace HmmGen;

/// <summary>Pages that follow one another and are in the same state, as a device sees them.</summary>
/// <param name="Start">The first element of the pages that lies in the snapshot.</param>
/// <param name="End">One past the last element of the pages that lies in the snapshot.</param>
/// <param name="Pages">How many pages they are.</param>
/// <param name="Residency">Where the contents are.</param>
/// <param name="Protection">What may be done with the pages.</param>
/// <param name="IsUnwritten">Whether nobody has ever written any of the pages.</param>
public readonly record struct HmmPageRun(long Start, long End, long Pages, HmmResidency Residency, HmmProtection Protection, bool IsUnwritten);
