namespace HmmGen;

/// <summary>The state of one page as a device sees it.</summary>
/// <param name="Start">The page's first element that lies in the snapshot.</param>
/// <param name="End">One past the page's last element that lies in the snapshot.</param>
/// <param name="Residency">Where the contents are.</param>
/// <param name="Protection">What may be done with the page.</param>
/// <param name="IsZero">Whether nobody has ever written the page.</param>
public readonly record struct HmmPageState(long Start, long End, HmmResidency Residency, HmmProtection Protection, bool IsZero);
