// Safety: passes byte ranges of the region to the core.
using HmmGen.Coherence;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Unpins transparent memory: a host page stays pinned while another pin covers it.</summary>
internal static unsafe class PinnedRanges
{
    /// <summary>Unpins the host pages under some units that no other pin covers.</summary>
    /// <param name="region">The region.</param>
    /// <param name="pins">The other pins, in units.</param>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    public static void Unpin(MemoryRegion region, ReadOnlySpan<(long First, long Count)> pins, long first, long count)
    {
        List<(long Start, long End)> left = [Pages(region, first, count)];
        foreach ((long otherFirst, long otherCount) in pins)
        {
            (long start, long end) = Pages(region, otherFirst, otherCount);
            left = [.. left.SelectMany(range => Except(range, start, end))];
        }

        foreach ((long start, long end) in left)
        {
            CoreFunctions.Watching->Unpin(region.Core, start, end - start);
        }

        GC.KeepAlive(region);
    }

    private static (long Start, long End) Pages(MemoryRegion region, long first, long count) => (
        first * region.UnitSize & -CoreRegion.PageSize,
        ((first + count) * region.UnitSize + CoreRegion.PageSize - 1) & -CoreRegion.PageSize);

    private static IEnumerable<(long Start, long End)> Except((long Start, long End) range, long start, long end)
    {
        if (range.Start < Math.Min(range.End, start))
        {
            yield return (range.Start, Math.Min(range.End, start));
        }

        if (Math.Max(range.Start, end) < range.End)
        {
            yield return (Math.Max(range.Start, end), range.End);
        }
    }
}
