using System.Numerics;
using HmmGen.Base;

namespace HmmGen.Memory;

/// <summary>
/// The unit of a region's ranges: the odd factor of its elements' size in bytes. Types whose sizes differ only by a power of two have the same unit and so
/// the same pages. An element of each is a power of two of units.
/// </summary>
/// <remarks>
/// A size whose power of two exceeds the smallest page has pages as large as an element. No other size has such pages, so the unit is the
/// element.
/// </remarks>
internal static class RegionUnit
{
    /// <summary>The unit's size for an element size.</summary>
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
