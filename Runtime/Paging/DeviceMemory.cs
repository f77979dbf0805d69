// Safety: the core's device lives from construction until Dispose, after all mirrors of it are closed.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Devices;
using HmmGen.Memory;

namespace HmmGen.Paging;

/// <summary>Which pages are on a device: maps them, evicts them and writes them back, within the device's budget.</summary>
/// <remarks>
/// <para>
/// One lock, held during a batch of copies but never while a kernel runs, and never together with that of another
/// device: what other devices hold is claimed before it is taken.
/// </para>
/// <para>
/// Which pages are there the core's page tables say, and nothing else. Kept here is to whom frames belong (<see cref="FramePool"/>, and for each region which
/// of its pages have some). A decision changes that at once and notes the move (<see cref="Evict"/>, <see cref="TryEnter"/>); the core carries the moves out
/// together, those out of the device first (<see cref="Move"/>). Where it fails, frames go by what its tables then say. What it changes otherwise it notes,
/// and whoever takes the lock reads the notes first (<see cref="Enter"/>): the frames of pages that have gone become free.
/// </para>
/// </remarks>
internal sealed unsafe partial class DeviceMemory : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HmmDeviceOptions _options;
    private readonly Counters _counters;
    private readonly PageMover _mover;
    private readonly FramePool _frames;
    private readonly List<RegionMirror> _mirrors = [];
    private readonly List<PageMove> _in = [];
    private readonly List<PageMove> _out = [];
    private readonly Dictionary<long, RegionMirror> _numbered = [];
    private readonly CoreTable* _functions = CoreFunctions.Current;
    private CoreDevice* _core;
    private long _nextNumber;

    /// <summary>Opens a device's memory.</summary>
    /// <param name="engine">The engine, owned from now on.</param>
    /// <param name="options">How memory is managed.</param>
    /// <param name="counters">What is counted.</param>
    public DeviceMemory(DeviceEngine engine, HmmDeviceOptions options, Counters counters)
    {
        Port = new DevicePort(engine);
        Tables = new TableArea(Port);
        _options = options;
        _counters = counters;
        DeviceDriver driver = engine.Driver;
        CoreDevice* core = _functions->MakeDevice(DeviceCopyKind.Memory, &driver);
        _core = core;
        engine.FramesMoving = (kind, frames, bytes) => CoreFunctions.Current->SetFrames(core, kind, frames, bytes);
        counters.Attach(&core->Counts);
        _mover = new PageMover(core);
        Budget = Math.Min(options.MemoryBudget ?? long.MaxValue, engine.MaximumFrameBytes);
        _frames = new FramePool((int)Math.Min(Budget >> PageEntry.FrameBits, int.MaxValue >> PageEntry.FrameShift));
    }

    /// <summary>The engine.</summary>
    public DevicePort Port { get; }

    /// <summary>Where launches have their page tables.</summary>
    public TableArea Tables { get; }

    /// <summary>The most bytes of pages on the device.</summary>
    public long Budget { get; }

    /// <summary>The most frames on the device.</summary>
    public int Capacity => _frames.Capacity;

    /// <summary>The frames that belong to pages or to contiguous reservations.</summary>
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

    /// <summary>The number of regions that the device knows.</summary>
    public int MirrorCount => _mirrors.Count;

    /// <summary>The pages in which the device mirrors a region: small ones where pages differ in protection, smaller ones where there is no memory for a single one.</summary>
    /// <param name="region">The region.</param>
    /// <returns>The pages.</returns>
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

    /// <summary>The region as this device sees it, entered into the directory at first use.</summary>
    /// <param name="region">The region, whose lock the caller has.</param>
    /// <param name="counters">What was counted for the region before, in pages of another size; null for nothing.</param>
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
            _numbered.Add(mirror.Number, mirror);
            region.Add(mirror);
            return mirror;
        }
    }

    /// <summary>The region as this device sees it, if it knows the region.</summary>
    /// <param name="region">The region, whose lock the caller has.</param>
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

    /// <summary>Takes all promises back: a new wave or chunk is being prepared.</summary>
    private void BeginEpoch()
    {
        using (Enter())
        {
            _frames.BeginEpoch();
        }
    }

    /// <summary>How many more frames can be promised in this epoch.</summary>
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

    /// <summary>Promises pages that are there, and notes that they are in use.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="page">The page.</param>
    private void Reference(RegionMirror mirror, long page)
    {
        using (Enter())
        {
            if (mirror.IsPresent(page))
            {
                _frames.Reference(mirror.FrameOf(page), mirror.Geometry.Frames);
            }
        }
    }

    /// <summary>Brings units of a region to the device before they are needed, as many as it holds, from the first.</summary>
    /// <param name="region">The region, whose lock the caller has, as it has the launch lock.</param>
    /// <param name="first">The first unit.</param>
    /// <param name="count">The number of units.</param>
    /// <param name="writable">Whether they will be written.</param>
    public void Prefetch(MemoryRegion region, long first, long count, bool writable)
    {
        RegionMirror mirror = MirrorOf(region);

        // More than fits is not even asked for.
        long room = Capacity / mirror.Geometry.Frames;
        List<PageRequest> requests = [];
        PageRun pages = mirror.PagesUnder(first, count);
        for (long page = pages.First; page < pages.End && requests.Count < room; page++)
        {
            requests.Add(new PageRequest(new MirroredPage(mirror, page), writable, Contents: true));
        }

        using LaunchResidency residency = Begin([mirror], _ => writable);
        residency.Keep();
        residency.Map(requests, MapCause.Planned);
        residency.Finish();
    }

    /// <summary>Which of some pages the device has.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    /// <returns>Runs of pages that are all owned or all shared; what lies between them is absent.</returns>
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

    private static HmmResidency Residency(int entry)
        => (entry & PageEntry.Writable) != 0 ? HmmResidency.Owned : (entry & PageEntry.Readable) != 0 ? HmmResidency.Shared : HmmResidency.Absent;

    /// <summary>Brings the host up to date and closes the device. The caller has the launch lock.</summary>
    public void Dispose()
    {
        using (Enter())
        {
            foreach (RegionMirror mirror in _mirrors.ToArray())
            {
                Remove(mirror, keepContents: true);
            }

            _counters.Detach();
            Port.Dispose();
            _functions->FreeDevice(_core);
            _core = null;
        }
    }
}
