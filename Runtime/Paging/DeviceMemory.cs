// Safety: the core's device lives from construction until Dispose, which first closes all its mirrors.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Devices;
using HmmGen.Memory;

namespace HmmGen.Paging;

/// <summary>The pages on a device: brings, evicts and writes back pages, within the device's budget.</summary>
/// <remarks>
/// <para>
/// There is one lock. A thread holds it during a batch of copies, but never while it waits for a kernel, and never together with the lock of another device.
/// Pages of other devices are claimed before the lock is taken.
/// </para>
/// <para>
/// Only the core's page tables say which pages are resident. This class keeps the owners of frames (<see cref="FramePool"/>), and for each region the set of
/// pages that have frames. A decision changes the owners at once and notes a move (<see cref="Evict"/>, <see cref="TryEnter"/>). The core carries out all
/// noted moves together, evictions first (<see cref="Move"/>). If it fails, the owners are set by its page tables. The core lists each entry that it changes
/// by itself. Every thread that takes the lock reads this list first (<see cref="Enter"/>), and frees the frames of pages that left the device.
/// </para>
/// </remarks>
internal sealed unsafe partial class DeviceMemory : IDisposable
{
    private static long _lastNumber;

    private readonly Lock _gate = new();
    private readonly string _name;
    private readonly HmmDeviceOptions _options;
    private readonly Counters _counters;
    private readonly PageMover _mover;
    private readonly CopyHelpers _helpers;
    private readonly FramePool _frames;
    private readonly List<RegionMirror> _mirrors = [];
    private readonly List<PageRequest> _requests = [];
    private readonly List<PageMove> _in = [];
    private readonly List<PageMove> _out = [];
    private readonly Dictionary<long, RegionMirror> _numbered = [];
    private readonly DeviceDriver _driver;
    private readonly CoreTable* _functions = CoreFunctions.Current;
    private CoreDevice* _core;
    private long _nextNumber;
    private long _mirroredFrames;

    /// <summary>The frames that pages must leave for the pages of the batch that have not come yet. Not more than 0 when there are free ones for all.</summary>
    private long _wantedFrames;

    /// <summary>Opens a device's memory.</summary>
    /// <param name="engine">The engine. This object owns it from now on.</param>
    /// <param name="name">The device's name that users see.</param>
    /// <param name="options">How memory is managed.</param>
    /// <param name="counters">The counts of the device.</param>
    public DeviceMemory(DeviceEngine engine, string name, HmmDeviceOptions options, Counters counters)
    {
        _name = name;
        Port = new DevicePort(engine);
        Tables = new TableArea(Port);
        _options = options;
        _counters = counters;
        DeviceDriver driver = _driver = engine.Driver;
        CoreDevice* core = _functions->MakeDevice(DeviceCopyKind.Memory, &driver, options.Testing.Shuttling ? 1 : 0);
        _core = core;
        engine.FramesMoving = (kind, frames, bytes) => CoreFunctions.Current->SetFrames(core, kind, frames, bytes);
        counters.Attach(&core->Counts);
        _mover = new PageMover(core, options.Testing.Batches);
        _helpers = new CopyHelpers(core, options.Testing.HelpedCopies ? Port.RestingThreads : 0);
        Budget = Math.Min(options.MemoryBudget ?? long.MaxValue, engine.MaximumFrameBytes);
        _frames = new FramePool((int)Math.Min(Budget >> PageEntry.FrameBits, int.MaxValue >> PageEntry.FrameShift), options.Testing.Eviction);
    }

    /// <summary>The memory's number. No other memory of a device ever has it: a device that is opened again has another.</summary>
    public long Number { get; } = Interlocked.Increment(ref _lastNumber);

    /// <summary>The access to the engine.</summary>
    public DevicePort Port { get; }

    /// <summary>The part of control memory in which launches have their copies of page tables.</summary>
    public TableArea Tables { get; }

    /// <summary>The budget: the most bytes of pages on the device.</summary>
    public long Budget { get; }

    /// <summary>The capacity: the most frames on the device.</summary>
    public int Capacity => _frames.Capacity;

    /// <summary>The number of frames that belong to pages or to regions' contiguous frames.</summary>
    public int UsedFrames
    {
        get
        {
            using (Enter())
            {
                return _frames.Used;
            }
        }
    }

    /// <summary>The number of frames that belong to no page and to no region's contiguous frames.</summary>
    private int FreeFrames
    {
        get
        {
            using (Enter())
            {
                return _frames.Free;
            }
        }
    }

    /// <summary>What tests change about the device.</summary>
    public PagingTestOptions Testing => _options.Testing;

    /// <summary>The number of regions that have a mirror on the device.</summary>
    public int MirrorCount => _mirrors.Count;

    /// <summary>Whether the core copies pages directly between this device and another one, whose pages have the same size.</summary>
    /// <param name="other">The memory of the other device. It may have ended.</param>
    /// <returns>True when it does.</returns>
    public bool IsPeerOf(DeviceMemory other)
        => _options.Testing.PeerCopies && other._options.Testing.PeerCopies && PeerCopies.ArePossible(in _driver, in other._driver);

    /// <summary>Chooses the pages for a region: base pages if its protection differs, otherwise the device's page size, halved until one page fits.</summary>
    /// <param name="region">The region.</param>
    /// <returns>The geometry of the pages.</returns>
    public PageGeometry GeometryOf(MemoryRegion region)
    {
        int pageSize = region.HasProtection ? PageGeometry.BasePageSize : _options.PageSize;
        PageGeometry geometry = PageGeometry.Of(region.UnitSize, pageSize);
        while (geometry.Frames > _frames.Capacity && pageSize > PageGeometry.BasePageSize)
        {
            pageSize /= 2;
            geometry = PageGeometry.Of(region.UnitSize, pageSize);
        }

        return geometry;
    }

    /// <summary>Returns the mirror of a region on this device. The first call makes it.</summary>
    /// <param name="region">The region, whose lock the caller holds.</param>
    /// <param name="counters">The counts of an earlier mirror of the region with another page size; null when there was none.</param>
    /// <returns>The mirror.</returns>
    public RegionMirror MirrorOf(MemoryRegion region, Counters? counters = null)
    {
        using (Enter())
        {
            if (FindMirror(region) is { } known)
            {
                return known;
            }

            RegionMirror mirror = new(this, region, GeometryOf(region), _core, _nextNumber++, counters ?? new Counters(_counters));
            _mirrors.Add(mirror);
            _mirroredFrames += mirror.PageCount * mirror.Geometry.Frames;
            _numbered.Add(mirror.Number, mirror);
            region.Add(mirror);
            return mirror;
        }
    }

    /// <summary>Makes the mirror of a region anew where its pages have not the size that the region's protection asks for.</summary>
    /// <param name="mirror">The mirror.</param>
    public void Refit(RegionMirror mirror)
    {
        using (Enter())
        {
            // The device may end meanwhile, which closes its mirrors under this lock.
            if (!mirror.IsClosed && mirror.Region is { } region && mirror.Geometry != GeometryOf(region))
            {
                Remove(mirror, keepContents: true);
                MirrorOf(region, mirror.Counters);
            }
        }
    }

    /// <summary>Finds the mirror of a region on this device.</summary>
    /// <param name="region">The region, whose lock the caller holds.</param>
    /// <returns>The mirror; null when there is none.</returns>
    public RegionMirror? FindMirror(MemoryRegion region)
    {
        foreach (IMirror known in region.Mirrors)
        {
            if (known is RegionMirror mirror && mirror.Device == this)
            {
                return mirror;
            }
        }

        return null;
    }

    /// <summary>Ends all promises, before a new wave or chunk is prepared.</summary>
    private void BeginEpoch()
    {
        using (Enter())
        {
            _frames.BeginEpoch();
        }
    }

    /// <summary>The number of frames that can still be promised in this epoch.</summary>
    private int Unpromised
    {
        get
        {
            using (Enter())
            {
                return _frames.Capacity - _frames.Promised;
            }
        }
    }

    /// <summary>Notes that a page is in use, if it is resident.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <param name="page">The page.</param>
    private void Reference(RegionMirror mirror, long page)
    {
        using (Enter())
        {
            if (mirror.IsResident(page))
            {
                _frames.Eviction.NoteUse(new MirroredPage(mirror, page), mirror.FrameOf(page), arrives: false);
            }
        }
    }

    /// <summary>Prefetches units of a region to the device: as many as fit, from the first on. Pages with pinned units stay on the host.</summary>
    /// <param name="region">The region. The caller holds its lock and the launch lock.</param>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="writable">Whether they will be written.</param>
    public void Prefetch(MemoryRegion region, long first, long count, bool writable)
    {
        RegionMirror mirror = MirrorOf(region);

        // No more pages are requested than fit.
        long room = Capacity / mirror.Geometry.Frames;
        PageRun pages = mirror.PagesUnder(first, count);
        PageRuns pinned = PageRuns.Create([.. region.PinnedUnits().Select(units => mirror.PagesUnder(units.First, units.Count))]);
        region.EndShuttling(first, count);
        using LaunchResidency residency = Begin([mirror], _ => writable);
        residency.Keep();
        List<PageRequest> requests = residency.NewRequests();
        for (long page = pages.First; page < pages.End && requests.Count < room; page++)
        {
            if (!pinned.Contains(page))
            {
                requests.Add(new PageRequest(new MirroredPage(mirror, page), writable, Contents: true));
            }
        }

        residency.Map(requests, MapCause.Planned);
        residency.Finish();
    }

    /// <summary>Reads the residency of some pages.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <param name="pages">The pages.</param>
    /// <returns>Runs of pages that are all owned or all shared. The pages between the runs are absent.</returns>
    public List<(PageRun Pages, HmmResidency Residency)> ResidencyOf(RegionMirror mirror, PageRun pages)
    {
        List<(PageRun Pages, HmmResidency Residency)> runs = [];
        using (Enter())
        {
            if (mirror.IsClosed)
            {
                return runs;
            }

            _functions->SettleLent(_core);
            foreach (PageRun placed in mirror.PlacedRuns(pages, gap: 0))
            {
                for (long page = placed.First; page < placed.End;)
                {
                    long first = page;
                    HmmResidency residency = Residency(mirror.EntryOf(page++));
                    while (page < placed.End && Residency(mirror.EntryOf(page)) == residency)
                    {
                        page++;
                    }

                    if (residency != HmmResidency.Absent)
                    {
                        runs.Add((new PageRun(first, page - first), residency));
                    }
                }
            }

            return runs;
        }
    }

    /// <summary>Whether the device has pages of a region.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <param name="owned">Whether only pages count that the device may have written.</param>
    /// <returns>False when it has none.</returns>
    public bool HasPages(RegionMirror mirror, bool owned)
    {
        using (Enter())
        {
            return !mirror.IsClosed && Volatile.Read(ref owned ? ref mirror.Core->Owned : ref mirror.Core->Resident) != 0;
        }
    }

    private static HmmResidency Residency(int entry)
        => (entry & PageEntry.Owned) != 0 ? HmmResidency.Owned : (entry & PageEntry.Readable) != 0 ? HmmResidency.Shared : HmmResidency.Absent;

    /// <summary>Writes back newer pages and closes the device. The caller holds the launch lock.</summary>
    public void Dispose()
    {
        using (Enter())
        {
            foreach (RegionMirror mirror in _mirrors.ToArray())
            {
                Remove(mirror, keepContents: true);
            }

            _helpers.Dispose();
            _counters.Detach();
            Port.Dispose();
            _functions->FreeDevice(_core);
            _core = null;
        }
    }
}
