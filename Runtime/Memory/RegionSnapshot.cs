using HmmGen.Migration;
using HmmGen.Planning;

namespace HmmGen.Memory;

/// <summary>Reads the per-page state of a region as one device sees it.</summary>
internal static class RegionSnapshot
{
    /// <summary>Takes a snapshot; the caller has the region's lock.</summary>
    /// <param name="region">The region.</param>
    /// <param name="device">The device.</param>
    /// <param name="first">The first element in the region.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="origin">The element of the region that is number 0 to the user.</param>
    /// <returns>One state a page.</returns>
    public static IReadOnlyList<HmmPageState> Take(MemoryRegion region, HmmDevice device, long first, long count, long origin)
    {
        if (device.Kind == HmmDeviceKind.Host)
        {
            return TakeHost(region, first, count, origin);
        }

        RegionMirror mirror = device.Memory.MirrorOf(region);
        PageRun pages = mirror.PagesUnder(first, count);
        List<HmmPageState> states = new((int)pages.Count);
        for (long page = pages.First; page < pages.End; page++)
        {
            (long start, long elements) = mirror.ElementsOf(page, 1);
            states.Add(State(region, device.Memory.ResidencyOf(mirror, page), start, elements, first, count, origin));
        }

        return states;
    }

    private static IReadOnlyList<HmmPageState> TakeHost(MemoryRegion region, long first, long count, long origin)
    {
        int shift = PageGeometry.Of(region.ElementSize, PageGeometry.BasePageSize).Shift;
        List<HmmPageState> states = [];
        for (long page = first >> shift; page << shift < first + count; page++)
        {
            long start = page << shift;
            long elements = Math.Min(region.Length - start, 1L << shift);
            bool owned = false;
            foreach (RegionMirror mirror in region.Mirrors)
            {
                PageRun pages = mirror.PagesUnder(start, elements);
                for (long other = pages.First; other < pages.End; other++)
                {
                    owned |= mirror.Device.ResidencyOf(mirror, other) == HmmResidency.Owned;
                }
            }

            states.Add(State(region, owned ? HmmResidency.Absent : HmmResidency.Shared, start, elements, first, count, origin));
        }

        return states;
    }

    private static HmmPageState State(
        MemoryRegion region, HmmResidency residency, long start, long elements, long first, long count, long origin)
    {
        bool zero = residency != HmmResidency.Owned && region.IsUntouched(start, elements);
        return new HmmPageState(
            Math.Max(start, first) - origin,
            Math.Min(start + elements, first + count) - origin,
            residency,
            region.ProtectionOf(start),
            zero);
    }
}
