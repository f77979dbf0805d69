namespace HmmGen.Memory;

/// <summary>One byte for each base page of a region.</summary>
/// <remarks>Bytes and not bits: two devices that read a region mark different pages of it at the same time.</remarks>
internal sealed class PageMarks
{
    private readonly byte[] _marks;
    private readonly int _shift;

    /// <summary>Marks every page alike.</summary>
    /// <param name="length">The number of elements of the region.</param>
    /// <param name="elementSize">Their size in bytes.</param>
    /// <param name="mark">The mark.</param>
    public PageMarks(long length, int elementSize, byte mark)
    {
        PageGeometry geometry = PageGeometry.Of(elementSize, PageGeometry.BasePageSize);
        _shift = geometry.Shift;
        _marks = new byte[geometry.Pages(length)];
        Array.Fill(_marks, mark);
    }

    /// <summary>The mark of an element's page.</summary>
    /// <param name="element">The element.</param>
    public byte this[long element] => _marks[element >> _shift];

    /// <summary>Marks the pages under some elements.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="mark">The mark.</param>
    public void Set(long first, long count, byte mark) => Pages(first, count).Fill(mark);

    /// <summary>The marks of the pages under some elements.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns>One mark a page.</returns>
    public Span<byte> Pages(long first, long count)
    {
        if (count <= 0)
        {
            return [];
        }

        int start = (int)(first >> _shift);
        int end = (int)((first + count - 1) >> _shift) + 1;
        return _marks.AsSpan(start, end - start);
    }

    /// <summary>The first element at or after one whose page bears less than a mark.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>The element, or -1 when every page bears at least the mark.</returns>
    public long FirstBelow(long first, long count, byte mark)
    {
        Span<byte> pages = Pages(first, count);
        for (int page = 0; page < pages.Length; page++)
        {
            if (pages[page] < mark)
            {
                return Math.Max(first, ((first >> _shift) + page) << _shift);
            }
        }

        return -1;
    }
}
