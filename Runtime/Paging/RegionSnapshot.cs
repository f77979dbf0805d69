using HmmGen.Base;
using HmmGen.Memory;

namespace HmmGen.Paging;

/// <summary>Reads the state of a region's pages on one device or on the host.</summary>
/// <remarks>The cost depends on how often the state changes from page to page, not on the number of pages.</remarks>
internal sealed class RegionSnapshot
{
    private readonly MemoryRegion _region;
    private readonly int _shift;
    private readonly long _first;
    private readonly long _end;
    private readonly long _origin;
    private readonly int _unitShift;
    private readonly List<HmmPageRun> _runs = [];

    private RegionSnapshot(MemoryRegion region, PageGeometry geometry, long first, long count, long origin, int unitShift)
    {
        _region = region;
        _shift = geometry.Shift;
        _first = first;
        _end = first + count;
        _origin = origin;
        _unitShift = unitShift;
    }

    /// <summary>Takes a snapshot. The caller holds the region's lock.</summary>
    /// <param name="region">The region.</param>
    /// <param name="device">The device's memory; null for the host.</param>
    /// <param name="first">The first unit in the region.</param>
    /// <param name="count">The number of units; at least 1.</param>
    /// <param name="origin">The unit of the region where the user's element 0 begins.</param>
    /// <param name="unitShift">The number of units in the user's elements, as a base-2 logarithm.</param>
    /// <returns>The runs, in order. Neighbouring runs differ in state.</returns>
    public static IReadOnlyList<HmmPageRun> Take(MemoryRegion region, DeviceMemory? device, long first, long count, long origin, int unitShift)
    {
        if (device is null)
        {
            RegionSnapshot host = new(region, PageGeometry.Of(region.UnitSize, PageGeometry.BasePageSize), first, count, origin, unitShift);
            return host.Add(host.Away(), HmmResidency.Shared);
        }

        // No mirror is made here: without the device's launch lock, another thread may dispose the device meanwhile.
        RegionMirror? mirror = device.FindMirror(region);
        RegionSnapshot snapshot = new(region, mirror?.Geometry ?? device.GeometryOf(region), first, count, origin, unitShift);
        return snapshot.Add(mirror is null ? [] : device.ResidencyOf(mirror, snapshot.Pages), HmmResidency.Absent);
    }

    private PageRun Pages => new(_first >> _shift, ((_end - 1) >> _shift) - (_first >> _shift) + 1);

    /// <summary>The pages of which some device has newer contents than the host.</summary>
    private List<(PageRun Pages, HmmResidency Residency)> Away()
    {
        List<PageRun> away = [];
        foreach (RegionMirror mirror in _region.Mirrors.ToArray().Cast<RegionMirror>())
        {
            foreach ((PageRun resident, HmmResidency residency) in mirror.Device.ResidencyOf(mirror, mirror.PagesUnder(_first, _end - _first)))
            {
                (long start, long count) = mirror.UnitsOf(resident.First, resident.Count);
                long page = Math.Max(start, _first) >> _shift;
                long last = (Math.Min(start + count, _end) - 1) >> _shift;
                away.Add(new PageRun(page, residency == HmmResidency.Owned ? last - page + 1 : 0));
            }
        }

        return [.. PageRuns.Create([.. away]).Runs.ToArray().Select(static run => (run, HmmResidency.Absent))];
    }

    private List<HmmPageRun> Add(List<(PageRun Pages, HmmResidency Residency)> known, HmmResidency others)
    {
        long page = Pages.First;
        foreach ((PageRun run, HmmResidency residency) in known)
        {
            Add(page, run.First, others);
            Add(run.First, run.End, residency);
            page = run.End;
        }

        Add(page, Pages.End, others);
        return _runs;
    }

    /// <summary>Adds pages of one residency, cut where their protection changes.</summary>
    private void Add(long page, long end, HmmResidency residency)
    {
        while (page < end)
        {
            HmmProtection protection = _region.ProtectionFrom(page << _shift, out long same);
            long stop = Math.Min(end, PagesUpTo(same));
            AddZeros(page, stop, residency, protection);
            page = stop;
        }
    }

    /// <summary>Adds pages of one residency and one protection, cut where unwritten pages begin and end.</summary>
    private void AddZeros(long page, long end, HmmResidency residency, HmmProtection protection)
    {
        while (page < end)
        {
            long stop = end;
            bool zero = false;
            if (residency != HmmResidency.Owned)
            {
                long limit = Math.Min(_region.Length, end << _shift);
                long same = _region.EndOfUnwritten(page << _shift, limit, out zero);
                stop = same == limit ? end : zero ? same >> _shift : Math.Min(end, PagesUpTo(same));
                if (stop == page)
                {
                    // The page begins with unwritten units, but written ones follow.
                    zero = false;
                    stop = page + 1;
                }
            }

            Add(page, stop, new HmmPageRun(0, 0, 0, residency, protection, zero));
            page = stop;
        }
    }

    private void Add(long page, long end, HmmPageRun state)
    {
        long start = (Math.Max(page << _shift, _first) - _origin) >> _unitShift;
        long stop = (Math.Min(end << _shift, _end) - _origin) >> _unitShift;
        if (_runs is [.., HmmPageRun last] && last with { Start = 0, End = 0, Pages = 0 } == state)
        {
            _runs[^1] = last with { End = stop, Pages = last.Pages + end - page };
        }
        else
        {
            _runs.Add(state with { Start = start, End = stop, Pages = end - page });
        }
    }

    private long PagesUpTo(long unit) => ((unit - 1) >> _shift) + 1;
}
