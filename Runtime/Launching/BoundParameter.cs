using HmmGen.Base;
using HmmGen.Memory;

namespace HmmGen.Launching;

/// <summary>Where the elements of a span parameter are.</summary>
/// <param name="Region">The region; null when there are no elements.</param>
/// <param name="Start">How many elements of the parameter's size lie before element 0 in the region.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="ElementSize">The size of an element in bytes; other parameters over the region may have others.</param>
internal readonly record struct BoundParameter(MemoryRegion? Region, long Start, int Length, int ElementSize)
{
    /// <summary>The first unit of the region.</summary>
    public long FirstUnit => Start << UnitShift;

    /// <summary>The number of units of the region.</summary>
    public long UnitCount => (long)Length << UnitShift;

    /// <summary>The length of the region in elements of the parameter; a part of one counts.</summary>
    public long RegionLength => (Region!.Length + (1L << UnitShift) - 1) >> UnitShift;

    private int UnitShift => RegionUnit.ShiftFor(ElementSize);

    /// <summary>The unit of the region where an element begins.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The unit.</returns>
    public long UnitOf(long element) => (Start + element) << UnitShift;

    /// <summary>The number of elements in a page of the region, as a base-2 logarithm.</summary>
    /// <param name="geometry">The region's pages.</param>
    /// <returns>The logarithm.</returns>
    public int ShiftIn(PageGeometry geometry) => geometry.Shift - UnitShift;
}
