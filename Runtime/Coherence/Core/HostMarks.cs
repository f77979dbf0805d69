// Safety: Marks has a byte for each host page of a region; a range that ends within a page covers it.
namespace HmmGen.Coherence.Core;

/// <summary>Reads and sets what is noted of host pages. Under the blocks' locks.</summary>
internal static unsafe class HostMarks
{
    /// <summary>Sets marks on the pages under a range.</summary>
    public static void Set(CoreRegion* region, long offset, long bytes, HostMark mark)
    {
        for (long page = First(offset); page < End(offset, bytes); page++)
        {
            region->Marks[page] |= (byte)mark;
        }
    }

    /// <summary>Takes marks from the pages under a range.</summary>
    public static void Clear(CoreRegion* region, long offset, long bytes, HostMark mark)
    {
        for (long page = First(offset); page < End(offset, bytes); page++)
        {
            region->Marks[page] &= (byte)~mark;
        }
    }

    /// <summary>Whether the page at an offset has a mark.</summary>
    public static bool Has(CoreRegion* region, long offset, HostMark mark) => (region->Marks[First(offset)] & (byte)mark) != 0;

    /// <summary>Whether a page under a range has one of some marks.</summary>
    public static bool Any(CoreRegion* region, long offset, long bytes, HostMark mark)
    {
        ReadOnlySpan<byte> marks = new(region->Marks + First(offset), (int)(End(offset, bytes) - First(offset)));
        if (!marks.ContainsAnyExcept((byte)0))
        {
            return false;
        }

        foreach (byte value in marks)
        {
            if ((value & (byte)mark) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether all pages under a range have a mark.</summary>
    public static bool All(CoreRegion* region, long offset, long bytes, HostMark mark)
    {
        for (long page = First(offset); page < End(offset, bytes); page++)
        {
            if ((region->Marks[page] & (byte)mark) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the pages end that have a mark, or have it not, as the first of a range.</summary>
    /// <returns>A host page's first byte, or the range's end.</returns>
    public static long EndOfSame(CoreRegion* region, long offset, long end, HostMark mark)
    {
        if (region->Lost == LossReason.None && mark == HostMark.Poisoned)
        {
            return end;
        }

        int first = region->Marks[First(offset)] & (byte)mark;
        long page = First(offset) + 1;
        while (page * CoreRegion.PageSize < end && (region->Marks[page] & (byte)mark) == first)
        {
            page++;
        }

        return Math.Min(end, page * CoreRegion.PageSize);
    }

    private static long First(long offset) => offset / CoreRegion.PageSize;

    private static long End(long offset, long bytes) => (offset + bytes + CoreRegion.PageSize - 1) / CoreRegion.PageSize;
}
