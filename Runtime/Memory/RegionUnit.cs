using System.Numerics;
using HmmGen.Base;

namespace HmmGen.Memory;

/// <summary>
/// What a region counts in: the odd factor of its elements' size in bytes. Types whose sizes differ only by a power of two have the same unit, and so the
/// same pages; an element of each is a power of two of units.
/// </summary>
/// <remarks>
/// Where the power of two in a size is larger than the smallest page, pages are as large as an element, and no other size has such pages: the unit is the
/// element.
/// </remarks>
internal static class RegionUnit
{
    /// <summary>The size of the unit for elements of a size.</summary>
    /// <param name="elementSize">The elements' size in bytes.</param>
    /// <returns>The unit's size in bytes.</returns>
    public static int SizeFor(int elementSize) => elementSize >> ShiftFor(elementSize);

    /// <summary>The number of units in an element, as a base-2 logarithm.</summary>
    /// <param name="elementSize">The element's size in bytes.</param>
    /// <returns>The logarithm.</returns>
    public static int ShiftFor(int elementSize)
    {
        int shift = BitOperations.TrailingZeroCount(elementSize);
        return shift <= PageEntry.FrameBits ? shift : 0;
    }
}
