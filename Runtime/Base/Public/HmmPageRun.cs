namespace HmmGen;

/// <summary>A run of neighbouring pages in the same state, as a device sees them.</summary>
/// <param name="Start">The first element of the run within the snapshot's range, counted in the array.</param>
/// <param name="End">One past the last element of the run within the snapshot's range, counted in the array.</param>
/// <param name="Pages">The number of pages, of the device's page size.</param>
/// <param name="Residency">The residency of the pages on the device.</param>
/// <param name="Protection">The protection of the pages.</param>
/// <param name="IsUnwritten">Whether the pages are known to be unwritten, and so zero. False for pages that a device owns, and for pages of files.</param>
/// <remarks>Values do not change and may be used by any thread.</remarks>
public readonly record struct HmmPageRun(long Start, long End, long Pages, HmmResidency Residency, HmmProtection Protection, bool IsUnwritten);
