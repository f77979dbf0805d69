// Safety: Marks has two bytes for each host page of a region. A range that ends within a page covers the whole page.
namespace HmmGen.Coherence.Core;

/// <summary>Reads and sets the marks of host pages. Under the blocks' locks.</summary>
internal static unsafe class HostMarks
{
    /// <summary>Sets marks on the pages of a range.</summary>
    public static void Set(CoreRegion* region, long offset, long bytes, HostMark mark)
    {
        for (long page = First(offset); page < End(offset, bytes); page++)
        {
            region->Marks[page] |= (ushort)mark;
        }
    }

    /// <summary>Clears marks on the pages of a range.</summary>
    public static void Clear(CoreRegion* region, long offset, long bytes, HostMark mark)
    {
        for (long page = First(offset); page < End(offset, bytes); page++)
        {
            region->Marks[page] &= (ushort)~mark;
        }
    }

    /// <summary>Sets or clears a mark on the pages of a range.</summary>
    /// <returns>The bytes of the pages that had it not, or had it.</returns>
    public static long Change(CoreRegion* region, long offset, long bytes, HostMark mark, bool isSet)
    {
        long changed = 0;
        for (long page = First(offset); page < End(offset, bytes); page++)
        {
            bool was = (region->Marks[page] & (ushort)mark) != 0;
            region->Marks[page] = (ushort)(isSet ? region->Marks[page] | (ushort)mark : region->Marks[page] & ~(ushort)mark);
            changed += was != isSet ? CoreRegion.PageSize : 0;
        }

        return changed;
    }

    /// <summary>Whether the page at an offset has a mark.</summary>
    public static bool Has(CoreRegion* region, long offset, HostMark mark) => (region->Marks[First(offset)] & (ushort)mark) != 0;

    /// <summary>Whether any page of a range has any of the given marks.</summary>
    public static bool Any(CoreRegion* region, long offset, long bytes, HostMark mark)
    {
        ReadOnlySpan<ushort> marks = new(region->Marks + First(offset), (int)(End(offset, bytes) - First(offset)));
        if (!marks.ContainsAnyExcept((ushort)0))
        {
            return false;
        }

        foreach (ushort value in marks)
        {
            if ((value & (ushort)mark) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether all pages of a range have a mark.</summary>
    public static bool All(CoreRegion* region, long offset, long bytes, HostMark mark)
    {
        for (long page = First(offset); page < End(offset, bytes); page++)
        {
            if ((region->Marks[page] & (ushort)mark) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds the end of the first pages of a range that agree on a mark: all have it, or none has it.</summary>
    /// <returns>The offset of a host page, or the end of the range.</returns>
    public static long EndOfSame(CoreRegion* region, long offset, long end, HostMark mark)
    {
        if (region->Lost == LossReason.None && mark == HostMark.Poisoned)
        {
            return end;
        }

        int first = region->Marks[First(offset)] & (ushort)mark;
        long page = First(offset) + 1;
        while (page * CoreRegion.PageSize < end && (region->Marks[page] & (ushort)mark) == first)
        {
            page++;
        }

        return Math.Min(end, page * CoreRegion.PageSize);
    }

    private static long First(long offset) => offset / CoreRegion.PageSize;

    private static long End(long offset, long bytes) => (offset + bytes + CoreRegion.PageSize - 1) / CoreRegion.PageSize;
}
