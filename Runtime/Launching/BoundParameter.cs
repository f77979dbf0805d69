using HmmGen.Memory;

namespace HmmGen.Launching;

/// <summary>Where the elements of a span parameter are.</summary>
/// <param name="Region">The region; null when there are no elements.</param>
/// <param name="Start">The number of element 0 in the region.</param>
/// <param name="Length">The number of elements.</param>
internal readonly record struct BoundParameter(MemoryRegion? Region, long Start, int Length);
