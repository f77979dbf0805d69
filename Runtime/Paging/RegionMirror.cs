// Safety: the core's mirror lives from construction until Close. Its table has an entry for each page.
using System.Diagnostics;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Memory;
using HmmGen.Paging.Eviction;

namespace HmmGen.Paging;

/// <summary>A region as one device sees it. The core owns its page table; this class reads the table in place.</summary>
/// <remarks>
/// The core changes the table when the runtime moves pages. It also takes pages by itself when the host touches pages that no launch uses, but it brings
/// none by itself. So each resident page was placed (<see cref="Place"/>). Placement is a note of the runtime. The device's residency lock guards it, like
/// all notes here. Only a launch changes the entries of the regions that it uses, except when a failing device loses pages. So the launch may read its
/// entries without the lock.
/// </remarks>
internal sealed unsafe class RegionMirror : IMirror
{
    private readonly LazyZeros<byte> _evicted;
    private readonly LazyZeros<PageScore> _scores;
    private readonly PageSet _placed;
    private PageSet? _changed;
    private WeakGCHandle<MemoryRegion> _region;

    /// <summary>Makes a mirror without pages.</summary>
    /// <param name="device">The device.</param>
    /// <param name="region">The region.</param>
    /// <param name="geometry">The geometry of its pages.</param>
    /// <param name="core">The core's device.</param>
    /// <param name="number">The mirror's number among the mirrors of the device.</param>
    /// <param name="counters">The counts of the region, which are part of the device's.</param>
    public RegionMirror(DeviceMemory device, MemoryRegion region, PageGeometry geometry, CoreDevice* core, long number, Counters counters)
    {
        Device = device;

        // The handle finds the region until the region's end has removed this mirror, even when only the finalizer still refers to the region. An object
        // with its own finalizer could end earlier, if nothing refers to the device either.
        _region = new WeakGCHandle<MemoryRegion>(region, trackResurrection: true);
        Length = region.Length;
        Geometry = geometry;
        PageCount = geometry.Pages(region.Length);
        Number = number;
        Counters = counters;
        try
        {
            _evicted = new LazyZeros<byte>(PageCount);
            _scores = new LazyZeros<PageScore>(PageCount);
            _placed = new PageSet(PageCount);
            Core = CoreFunctions.Current->MakeMirror(region.Core, core, geometry.PageBytes, number);
            if (Core is null)
            {
                throw new OutOfMemoryException("The process has no memory for the page table of an array on a device.");
            }
        }
        catch
        {
            // Nothing else frees them.
            _evicted?.Free();
            _scores?.Free();
            _placed?.Free();
            _region.Dispose();
            throw;
        }

        counters.Attach(&Core->Counts);
    }

    /// <summary>The device.</summary>
    public DeviceMemory Device { get; }

    /// <summary>The region. The mirror does not keep it alive; code that brings its pages must.</summary>
    public MemoryRegion Region => _region.IsAllocated && _region.TryGetTarget(out MemoryRegion? region) ? region : throw new UnreachableException();

    /// <summary>The number of units of the region.</summary>
    public long Length { get; }

    /// <summary>Whether the device has forgotten the region.</summary>
    public bool IsClosed => Core is null;

    /// <summary>The geometry of the pages.</summary>
    public PageGeometry Geometry { get; }

    /// <summary>The mirror's number among the mirrors of the device.</summary>
    public long Number { get; }

    /// <summary>The core's mirror; null when the mirror is closed.</summary>
    public CoreMirror* Core { get; private set; }

    /// <summary>The counts of the region on this device.</summary>
    public Counters Counters { get; }

    /// <summary>The number of pages.</summary>
    public long PageCount { get; }

    /// <summary>
    /// The pages that the launch writes as a whole, in memory of the caller; null in a region of a space. Nobody else may write these. Of other pages somebody
    /// may write what the launch does not, and nobody watches it.
    /// </summary>
    public PageRuns? Whole { get; set; }

    /// <summary>The first of the contiguous frames reserved for the whole region; -1 when there is no reservation.</summary>
    public int LinearFrame { get; set; } = -1;

    /// <summary>The number of pages on the device.</summary>
    public long ResidentPages => Volatile.Read(ref Core->Resident);

    /// <summary>The number of pages that the device may write. Only these may be newer there than on the host.</summary>
    public long OwnedPages => Volatile.Read(ref Core->Owned);

    /// <summary>The frames that launches looked up since the region had none that are contiguous (<see cref="RegionPlacing"/>).</summary>
    public long Scattered { get; set; }

    /// <summary>Whether a running launch holds the contiguous frames, so that no page in them may be evicted.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Whether changed entries are noted, because a launch has a copy of the table in control memory.</summary>
    public bool TracksChanges => _changed is not null;

    /// <summary>
    /// Grows when a page comes to the device and when a launch begins that may write the region there. While it stays the same, a page that is there has the
    /// same contents on the device.
    /// </summary>
    public long Version { get; private set; }

    /// <summary>Tells whether pages have come or left. Read it under the device's residency lock, so that no batch is under way.</summary>
    public ResidencyMark Residency => new(Version, Volatile.Read(ref Core->Resident));

    /// <summary>Finds the mirror of a region among those of a launch.</summary>
    /// <param name="region">The region.</param>
    /// <param name="mirrors">The mirrors, one of which is the region's.</param>
    /// <returns>The mirror.</returns>
    public static RegionMirror Of(MemoryRegion region, RegionMirror[] mirrors) => Array.Find(mirrors, mirror => mirror.Region == region)!;

    /// <summary>Reads a page's current entry.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The entry; see <see cref="PageEntry"/>.</returns>
    public int EntryOf(long page)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)page, (ulong)PageCount, nameof(page));
        return Volatile.Read(ref Core->Entries[page]);
    }

    /// <summary>How a page enters that will be written: whether what the launch changes is merged into the host's page when it leaves.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The flag, or none.</returns>
    public EnterFlags MergingOf(long page) => Whole is { } whole && !whole.Contains(page) ? EnterFlags.Merged : EnterFlags.None;

    /// <summary>Whether a page is on the device.</summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it is.</returns>
    public bool IsResident(long page) => (EntryOf(page) & PageEntry.Readable) != 0;

    /// <summary>Whether the device may write a page, so that the page counts as newer there than on the host, and no other device has it.</summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it may.</returns>
    public bool IsDirty(long page) => (EntryOf(page) & PageEntry.Writable) != 0;

    /// <summary>Whether all of some pages are on the device. It takes the same time for a region of any size that is there as a whole.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="owned">Whether the device must own them too.</param>
    /// <returns>True when they are.</returns>
    public bool Has(PageRun pages, bool owned)
    {
        if (Volatile.Read(ref owned ? ref Core->Owned : ref Core->Resident) == PageCount)
        {
            return true;
        }

        int bit = owned ? PageEntry.Writable : PageEntry.Readable;
        foreach (int entry in Entries(pages.First, (int)pages.Count))
        {
            if ((entry & bit) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first frame of a resident page.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The frame.</returns>
    public int FrameOf(long page) => EntryOf(page) >> PageEntry.FrameShift;

    /// <summary>Whether a page is resident in the given frames.</summary>
    /// <param name="page">The page.</param>
    /// <param name="frame">The first frame.</param>
    /// <returns>True when it is.</returns>
    public bool IsIn(long page, int frame) => (EntryOf(page) & ~(PageEntry.Writable | PageEntry.Owned)) == PageEntry.Of(frame, writable: false);

    /// <summary>
    /// Whether a page has its own frames: it is resident, or the current batch brings it, or the core took it and its frames are not free yet. A page that
    /// the batch evicts has no frames any more.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <returns>True when it has.</returns>
    public bool IsPlaced(long page) => _placed.Contains(page);

    /// <summary>Finds the first page with frames, from a page on.</summary>
    /// <param name="page">The page to start at.</param>
    /// <returns>The page; <see cref="PageCount"/> when there is none.</returns>
    public long NextPlaced(long page) => _placed.Next(page, PageCount);

    /// <summary>Finds the first page without frames, from a page on.</summary>
    /// <param name="page">The page to start at.</param>
    /// <param name="end">The page at which the search ends.</param>
    /// <returns>The page; <paramref name="end"/> when there is none before it.</returns>
    public long EndOfPlaced(long page, long end) => _placed.NextAbsent(page, end);

    /// <summary>Notes that pages have frames.</summary>
    /// <param name="page">The first page.</param>
    /// <param name="count">The number of pages.</param>
    public void Place(long page, long count = 1) => _placed.Add(page, count);

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

    /// <summary>What is remembered of the use of a page, also while it is not on the device.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The place of its score. It is the eviction policy's.</returns>
    public ref PageScore ScoreOf(long page) => ref _scores[page];

    /// <summary>A part of the page table, in place.</summary>
    /// <param name="page">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <returns>The entries of the pages. They may change while they are read.</returns>
    public ReadOnlySpan<int> Entries(long page, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)page + (ulong)count, (ulong)PageCount, nameof(count));
        return new ReadOnlySpan<int>(Core->Entries + page, count);
    }

    /// <summary>Finds runs that cover all pages with frames, among some pages. It skips the pages between two runs at no cost.</summary>
    /// <param name="pages">The pages to search.</param>
    /// <param name="gap">The most neighbouring pages without frames inside a run.</param>
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

    /// <summary>The pages that contain some units of the region.</summary>
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

    /// <summary>The units of the region that lie on some pages.</summary>
    /// <param name="page">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <returns>The first unit and the number of units.</returns>
    public (long First, long Count) UnitsOf(long page, long count)
    {
        long first = page << Geometry.Shift;
        return (first, Math.Min(Length, (page + count) << Geometry.Shift) - first);
    }

    /// <summary>Notes that a page's entry changes, if a launch has a copy of the table. It never throws: without the note, the copy would be wrong.</summary>
    /// <param name="page">The page.</param>
    public void NoteChange(long page) => _changed?.Add(page);

    /// <summary>Notes that contents on the device change.</summary>
    public void NoteContents() => Version++;

    /// <summary>Takes the pages whose entries changed since the last call.</summary>
    /// <returns>The pages, sorted.</returns>
    public ReadOnlySpan<long> TakeChanges()
    {
        // The list comes first, since memory may run out for it: then the changes are still there.
        List<long> changed = [];
        for (long page = _changed!.Next(0, PageCount); page < PageCount; page = _changed.Next(page + 1, PageCount))
        {
            changed.Add(page);
        }

        foreach (long page in changed)
        {
            _changed.Remove(page);
        }

        return CollectionsMarshal.AsSpan(changed);
    }

    /// <inheritdoc/>
    public void CopyToHost(long first, long count, bool drop) => Device.WriteBack(this, PagesUnder(first, count), drop);

    /// <inheritdoc/>
    public void Return(long first, long count) => Device.Return(this, PagesUnder(first, count));

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
    public bool IsPeerOf(IMirror other) => other is RegionMirror peer && peer.Geometry == Geometry && Device.IsPeerOf(peer.Device);

    /// <inheritdoc/>
    public bool HasPages(bool owned) => Device.HasPages(this, owned);

    /// <inheritdoc/>
    public IEnumerable<(long First, long Count)> Resident(long first, long count)
        => Device.ResidencyOf(this, PagesUnder(first, count)).Select(run => UnitsOf(run.Pages.First, run.Pages.Count));

    /// <inheritdoc/>
    public void Refit() => Device.Refit(this);

    /// <inheritdoc/>
    public void Remove(bool keepContents) => Device.Remove(this, keepContents);

    /// <summary>Frees the core's mirror, which must have no pages.</summary>
    public void Close()
    {
        Counters.Detach();
        CoreFunctions.Current->FreeMirror(Core);
        Core = null;
        TrackChanges(false);
        _evicted.Free();
        _scores.Free();
        _placed.Free();
        _region.Dispose();
    }

    /// <summary>Starts or stops noting changed entries. No change is noted at first.</summary>
    /// <param name="track">Whether to note them.</param>
    public void TrackChanges(bool track)
    {
        _changed?.Free();
        _changed = track ? new PageSet(PageCount) : null;
    }
}
