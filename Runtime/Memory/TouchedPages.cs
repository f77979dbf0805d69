namespace HmmGen.Memory;

/// <summary>The base pages of a region that somebody may have written; all others are zero.</summary>
/// <remarks>Devices that read a region note pages of it at the same time.</remarks>
internal sealed class TouchedPages
{
    private readonly PageSet _pages;
    private readonly int _shift;

    /// <summary>Begins with none.</summary>
    /// <param name="length">The number of elements of the region.</param>
    /// <param name="elementSize">Their size in bytes.</param>
    public TouchedPages(long length, int elementSize)
    {
        PageGeometry geometry = PageGeometry.Of(elementSize, PageGeometry.BasePageSize);
        _shift = geometry.Shift;
        _pages = new PageSet(geometry.Pages(length));
    }

    /// <summary>Notes that elements may have been written.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    public void Add(long first, long count)
    {
        if (count > 0)
        {
            _pages.Add(first >> _shift, ((first + count - 1) >> _shift) - (first >> _shift) + 1);
        }
    }

    /// <summary>Whether the pages of some elements are all untouched.</summary>
    /// <param name="first">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns>True when they are.</returns>
    public bool HasNone(long first, long count) => Next(first, first + count) >= first + count;

    /// <summary>The first element at or after one that lies on a touched page.</summary>
    /// <param name="element">The element.</param>
    /// <param name="end">The element at which the search ends.</param>
    /// <returns>The element; <paramref name="end"/> where there is none before it.</returns>
    public long Next(long element, long end)
        => Math.Min(end, Math.Max(element, _pages.Next(element >> _shift, ((end - 1) >> _shift) + 1) << _shift));

    /// <summary>The first element at or after one that lies on an untouched page.</summary>
    /// <param name="element">The element.</param>
    /// <param name="end">The element at which the search ends.</param>
    /// <returns>The element; <paramref name="end"/> where there is none before it.</returns>
    public long NextUntouched(long element, long end)
        => Math.Min(end, Math.Max(element, _pages.NextAbsent(element >> _shift, ((end - 1) >> _shift) + 1) << _shift));
}
