using HmmGen.Base;

namespace HmmGen.Memory;

/// <summary>The base pages of a region that may have been written; all others are unwritten, and so zero.</summary>
/// <remarks>Devices that read a region add pages at the same time.</remarks>
internal sealed class WrittenPages
{
    private readonly PageSet _pages;
    private readonly int _shift;

    /// <summary>Makes an empty set.</summary>
    /// <param name="length">The number of units of the region.</param>
    /// <param name="unitSize">The size of a unit in bytes.</param>
    public WrittenPages(long length, int unitSize)
    {
        PageGeometry geometry = PageGeometry.Of(unitSize, PageGeometry.BasePageSize);
        _shift = geometry.Shift;
        _pages = new PageSet(geometry.Pages(length));
    }

    /// <summary>Notes that units may have been written.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public void Add(long first, long count)
    {
        if (count > 0)
        {
            _pages.Add(first >> _shift, ((first + count - 1) >> _shift) - (first >> _shift) + 1);
        }
    }

    /// <summary>Frees the set. No caller may use it any more.</summary>
    public void Free() => _pages.Free();

    /// <summary>Whether the pages of some units are all unwritten.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <returns>True when they are.</returns>
    public bool HasNone(long first, long count) => Next(first, first + count) >= first + count;

    /// <summary>The first unit at or after a unit that lies on a written page.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="end">The unit at which the search ends.</param>
    /// <returns>The unit; <paramref name="end"/> when there is none before it.</returns>
    public long Next(long unit, long end)
        => Math.Min(end, Math.Max(unit, _pages.Next(unit >> _shift, ((end - 1) >> _shift) + 1) << _shift));

    /// <summary>The first unit at or after a unit that lies on an unwritten page.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="end">The unit at which the search ends.</param>
    /// <returns>The unit; <paramref name="end"/> when there is none before it.</returns>
    public long NextUnwritten(long unit, long end)
        => Math.Min(end, Math.Max(unit, _pages.NextAbsent(unit >> _shift, ((end - 1) >> _shift) + 1) << _shift));
}
