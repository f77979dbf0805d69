using System.Numerics;

namespace HmmGen.Base;

/// <summary>
/// How elements fill pages. With an element size of 2^a·m, m odd, a page is m times the page size and holds a power of
/// two of elements. So no element lies in two pages, and an element's page is its number shifted right.
/// </summary>
/// <param name="Shift">The number of elements in a page, as a base-2 logarithm.</param>
/// <param name="PageBytes">The size of a page in bytes.</param>
internal readonly record struct PageGeometry(int Shift, long PageBytes)
{
    /// <summary>The size of a base page in bytes, before odd factors: the granularity of protection and of unwritten memory.</summary>
    public const int BasePageSize = PageEntry.FrameSize;

    /// <summary>The number of frames under a page.</summary>
    public int Frames => (int)(PageBytes >> PageEntry.FrameBits);

    /// <summary>Computes the geometry.</summary>
    /// <param name="elementSize">The size of an element in bytes.</param>
    /// <param name="pageSize">The page size: a power of two, at least a frame.</param>
    /// <returns>The geometry.</returns>
    public static PageGeometry Of(int elementSize, int pageSize)
    {
        int pageShift = BitOperations.Log2((uint)pageSize);
        int shift = pageShift - Math.Min(BitOperations.TrailingZeroCount(elementSize), pageShift);
        return new PageGeometry(shift, (long)elementSize << shift);
    }

    /// <summary>The number of pages under a number of elements, counted from the first.</summary>
    /// <param name="elements">The number of elements.</param>
    /// <returns>The number of pages.</returns>
    public long Pages(long elements) => (elements + (1L << Shift) - 1) >> Shift;
}
