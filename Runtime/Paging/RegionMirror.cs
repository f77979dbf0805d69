// Safety: the core's mirror lives from construction until Close; its tables have an entry for each page.
using System.Diagnostics;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Memory;

namespace HmmGen.Paging;

/// <summary>A region as one device sees it. Its page table is the core's, and read where it is.</summary>
/// <remarks>
/// The core changes the table when the runtime moves pages, and by itself when the host touches pages that no launch uses. It brings none by itself. So a
/// page that is there has been placed (<see cref="Place"/>), which is the runtime's own note and guarded, as all notes here, by the device's residency lock.
/// Entries of a region that a launch uses change only through that launch, but for what a failing device loses: the launch may read them without the lock.
/// </remarks>
internal sealed unsafe class RegionMirror : IMirror
{
    private readonly LazyZeros<byte> _evicted;
    private readonly PageSet _placed;
    private readonly List<long> _changed = [];
    private WeakGCHandle<MemoryRegion> _region;

    /// <summary>Makes a mirror without pages.</summary>
    /// <param name="device">The device.</param>
    /// <param name="region">The region.</param>
    /// <param name="geometry">The pages.</param>
    /// <param name="core">The device as the core knows it.</param>
    /// <param name="number">The mirror's number among those of the device.</param>
    /// <param name="counters">What is counted for the region, as a part of the device's.</param>
    public RegionMirror(DeviceMemory device, MemoryRegion region, PageGeometry geometry, CoreDevice* core, long number, Counters counters)
    {
        Device = device;

        // Until the region's end has taken the mirror from the device, also when nobody else refers to the region any more. An object with a finalizer
        // of its own would have ended before, where nobody refers to the device either.
        _region = new WeakGCHandle<MemoryRegion>(region, trackResurrection: true);
        Length = region.Length;
        Geometry = geometry;
        PageCount = geometry.Pages(region.Length);
        _evicted = new LazyZeros<byte>(PageCount);
        _placed = new PageSet(PageCount);
        Number = number;
        Core = CoreFunctions.Current->MakeMirror(region.Core, core, geometry.PageBytes, number);
        Counters = counters;
        counters.Attach(&Core->Counts);
    }

    /// <summary>The device.</summary>
    public DeviceMemory Device { get; }

    /// <summary>The region, which the device does not keep alive: who brings pages of it does.</summary>
    public MemoryRegion Region => _region.IsAllocated && _region.TryGetTarget(out MemoryRegion? region) ? region : throw new UnreachableException();

    /// <summary>The number of units of the region.</summary>
    public long Length { get; }

    /// <summary>Whether the device has forgotten the region.</summary>
    public bool IsClosed => Core is null;

    /// <summary>The pages.</summary>
    public PageGeometry Geometry { get; }

    /// <summary>The mirror's number among those of the device.</summary>
    public long Number { get; }

    /// <summary>The mirror as the core knows it.</summary>
    public CoreMirror* Core { get; private set; }

    /// <summary>What was counted for the region.</summary>
    public Counters Counters { get; }

    /// <summary>The number of pages.</summary>
    public long PageCount { get; }

    /// <summary>The first of the contiguous frames reserved for the whole region; -1 when its pages are anywhere.</summary>
    public int LinearFrame { get; set; } = -1;

    /// <summary>Whether a launch under way relies on the contiguous frames, so that nobody may take them.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Whether changed entries are noted, since a launch has a copy of the table in control memory.</summary>
    public bool TracksChanges { get; private set; }

    /// <summary>A page's entry as it is now.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The entry; see <see cref="PageEntry"/>.</returns>
    public int EntryOf(long page)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)page, (ulong)PageCount, nameof(page));
        return Volatile.Read(ref Core->Entries[page]);
    }

    /// <summary>Whether a page is on the device.</summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it is.</returns>
    public bool IsPresent(long page) => (EntryOf(page) & PageEntry.Readable) != 0;

    /// <summary>Whether a page may be written on the device, and so is newer there than on the host.</summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it may.</returns>
    public bool IsDirty(long page) => (EntryOf(page) & PageEntry.Writable) != 0;

    /// <summary>The first frame of a page that is there.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The frame.</returns>
    public int FrameOf(long page) => EntryOf(page) >> PageEntry.FrameShift;

    /// <summary>Whether a page is on the device, in some frames.</summary>
    /// <param name="page">The page.</param>
    /// <param name="frame">The first frame.</param>
    /// <returns>True when it is.</returns>
    public bool IsIn(long page, int frame) => (EntryOf(page) & ~PageEntry.Writable) == PageEntry.Of(frame, writable: false);

    /// <summary>
    /// Whether a page has frames of its own: it is on the device, the batch that is being noted brings it, or the core took it a moment ago. One that the
    /// batch takes has none any more.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it has.</returns>
    public bool IsPlaced(long page) => _placed.Contains(page);

    /// <summary>The first page with frames at or after one.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The page; <see cref="PageCount"/> when there is none.</returns>
    public long NextPlaced(long page) => _placed.Next(page, PageCount);

    /// <summary>Notes that a page has frames.</summary>
    /// <param name="page">The page.</param>
    public void Place(long page) => _placed.Add(page);

    /// <summary>Notes that a page has no frames any more.</summary>
    /// <param name="page">The page.</param>
    public void Unplace(long page) => _placed.Remove(page);

    /// <summary>Whether a page was once evicted.</summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it was.</returns>
    public bool WasEvicted(long page) => _evicted[page] != 0;

    /// <summary>Notes that a page was evicted.</summary>
    /// <param name="page">The page.</param>
    public void NoteEvicted(long page) => _evicted[page] = 1;

    /// <summary>A part of the page table.</summary>
    /// <param name="page">The first page.</param>
    /// <param name="count">How many pages.</param>
    /// <returns>Their entries, which may change as they are read.</returns>
    public ReadOnlySpan<int> Entries(long page, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)page + (ulong)count, (ulong)PageCount, nameof(count));
        return new ReadOnlySpan<int>(Core->Entries + page, count);
    }

    /// <summary>Runs of pages that hold all those with frames, of some pages: what lies between two runs costs nothing.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="gap">Up to this many other pages are left within a run.</param>
    /// <returns>The runs; each begins and ends with a page that has frames.</returns>
    public List<PageRun> PlacedRuns(PageRun pages, long gap)
    {
        List<PageRun> runs = [];
        for (long page = _placed.Next(pages.First, pages.End); page < pages.End;)
        {
            long first = page;
            long end;
            do
            {
                end = _placed.NextAbsent(page, pages.End);
                page = _placed.Next(end, pages.End);
            }
            while (page < pages.End && page - end <= gap);

            runs.Add(new PageRun(first, end - first));
        }

        return runs;
    }

    /// <summary>The pages under some units of the region.</summary>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <returns>The pages.</returns>
    public PageRun PagesUnder(long first, long count)
    {
        if (count <= 0)
        {
            return default;
        }

        long page = first >> Geometry.Shift;
        return new PageRun(page, ((first + count - 1) >> Geometry.Shift) - page + 1);
    }

    /// <summary>The units on some pages, of those that the region has.</summary>
    /// <param name="page">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <returns>The first unit and their number.</returns>
    public (long First, long Count) UnitsOf(long page, long count)
    {
        long first = page << Geometry.Shift;
        return (first, Math.Min(Length, (page + count) << Geometry.Shift) - first);
    }

    /// <summary>Notes that a page's entry changes, where a launch has a copy of the table.</summary>
    /// <param name="page">The page.</param>
    public void NoteChange(long page)
    {
        if (TracksChanges)
        {
            _changed.Add(page);
        }
    }

    /// <summary>The pages whose entries changed since the last call, sorted; they count as unchanged afterwards.</summary>
    /// <returns>The pages; may name one twice.</returns>
    public long[] TakeChanges()
    {
        long[] changed = [.. _changed];
        _changed.Clear();
        changed.AsSpan().Sort();
        return changed;
    }

    /// <inheritdoc/>
    public void CopyToHost(long first, long count, bool drop) => Device.WriteBack(this, PagesUnder(first, count), drop);

    /// <inheritdoc/>
    public void Invalidate(long first, long count)
    {
        PageRun pages = PagesUnder(first, count);
        if (pages.Count == 0)
        {
            return;
        }

        (long start, long length) = UnitsOf(pages.First, pages.Count);
        if (start < first)
        {
            Device.WriteBack(this, pages with { Count = 1 }, drop: true);
        }

        if (start + length > first + count)
        {
            Device.WriteBack(this, new PageRun(pages.End - 1, 1), drop: true);
        }

        Device.Discard(this, pages);
    }

    /// <inheritdoc/>
    public IEnumerable<(long First, long Count)> Resident(long first, long count)
        => Device.ResidencyOf(this, PagesUnder(first, count)).Select(run => UnitsOf(run.Pages.First, run.Pages.Count));

    /// <inheritdoc/>
    public void Refit()
    {
        if (Geometry != Device.GeometryOf(Region))
        {
            MemoryRegion region = Region;
            Remove(keepContents: true);
            Device.MirrorOf(region, Counters);
        }
    }

    /// <inheritdoc/>
    public void Remove(bool keepContents) => Device.Remove(this, keepContents);

    /// <summary>Makes the core forget the mirror, which has no pages.</summary>
    public void Close()
    {
        Counters.Detach();
        CoreFunctions.Current->FreeMirror(Core);
        Core = null;
        _evicted.Free();
        _placed.Free();
        _region.Dispose();
    }

    /// <summary>Starts or stops noting changed entries; none is noted at first.</summary>
    /// <param name="track">Whether to note them.</param>
    public void TrackChanges(bool track)
    {
        _changed.Clear();
        TracksChanges = track;
    }
}
