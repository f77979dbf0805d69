// Safety: the core's device lives from construction until Dispose, after all mirrors of it are closed.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Coherence.Core;
using HmmGen.Devices;
using HmmGen.Memory;

namespace HmmGen.Paging;

/// <summary>Which pages are on a device: maps them, evicts them and writes them back, within the device's budget.</summary>
/// <remarks>
/// One lock, held during a batch of copies but never while a kernel runs, and never together with that of another
/// device: what other devices hold is claimed before it is taken.
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
    private readonly CoreFunctions _functions = CoreFunctions.Current;
    private readonly CoreDevice* _core;
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
        CoreDevice* core = _functions.MakeDevice(DeviceCopyKind.Memory, &driver);
        _core = core;
        engine.FramesMoving = (kind, frames, bytes) => CoreFunctions.Current.SetFrames(core, kind, frames, bytes);
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
            lock (_gate)
            {
                TakeChanges();
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
        lock (_gate)
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
        lock (_gate)
        {
            TakeChanges();
            _frames.BeginEpoch();
        }
    }

    /// <summary>How many more frames can be promised in this epoch.</summary>
    private int Unpromised
    {
        get
        {
            lock (_gate)
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
        lock (_gate)
        {
            if (mirror.IsPresent(page))
            {
                _frames.Reference(mirror.FrameOf(page), mirror.Geometry.Frames);
            }
        }
    }

    /// <summary>Brings pages to the device and promises them until the next epoch; evicts what is not promised.</summary>
    /// <param name="requests">The pages, in the order in which they matter.</param>
    /// <param name="cause">Why they are wanted.</param>
    /// <returns>How many could be served, from the first.</returns>
    private int Map(List<PageRequest> requests, MapCause cause)
    {
        Claim(requests);
        lock (_gate)
        {
            TakeChanges();
            // Pages that are there are promised first, so that those brought now do not push them out.
            foreach (PageRequest request in requests)
            {
                if (request.Mirror.IsPresent(request.Page))
                {
                    _frames.Promise(request.Mirror.FrameOf(request.Page), request.Mirror.Geometry.Frames);
                }
            }

            int served = 0;
            while (served < requests.Count && TryEnter(requests[served]))
            {
                served++;
            }

            Move(cause);
            return served;
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
            requests.Add(new PageRequest(mirror, page, writable, Contents: true));
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
        lock (_gate)
        {
            if (mirror.IsClosed)
            {
                return runs;
            }

            _functions.SettleLent(_core);
            TakeChanges();
            foreach (PageRun present in mirror.PresentRuns(pages, gap: 0))
            {
                for (long page = present.First; page < present.End;)
                {
                    long first = page;
                    bool dirty = mirror.IsDirty(first);
                    while (page < present.End && mirror.IsDirty(page) == dirty)
                    {
                        page++;
                    }

                    runs.Add((new PageRun(first, page - first), dirty ? HmmResidency.Owned : HmmResidency.Shared));
                }
            }

            return runs;
        }
    }

    /// <summary>Brings the host up to date and closes the device. The caller has the launch lock.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (RegionMirror mirror in _mirrors.ToArray())
            {
                Remove(mirror, keepContents: true);
            }

            _counters.Detach();
            Port.Dispose();
            _functions.FreeDevice(_core);
        }
    }

    /// <summary>Makes other devices give up what the requests need. Without the lock: theirs is taken.</summary>
    private static void Claim(List<PageRequest> requests)
    {
        for (int i = 0; i < requests.Count;)
        {
            PageRequest first = requests[i];
            int end = i + 1;
            while (end < requests.Count
                && requests[end] == first with { Page = requests[end - 1].Page + 1 })
            {
                end++;
            }

            if (first.Mirror.Region.IsMirroredTwice)
            {
                (long unit, long units) = first.Mirror.UnitsOf(first.Page, end - i);
                first.Mirror.Region.Claim(first.Mirror, unit, units, first.Writable, first.Contents);
            }

            i = end;
        }
    }

    /// <summary>Enters a page into the table, on frames of its own; notes the copy to be made.</summary>
    private bool TryEnter(PageRequest request)
    {
        (RegionMirror mirror, long page, bool writable, bool contents) = request;
        int frames = mirror.Geometry.Frames;
        if (mirror.IsPresent(page))
        {
            if (writable && !mirror.IsDirty(page))
            {
                mirror[page] = PageEntry.Of(mirror.FrameOf(page), writable: true);
                NoteWritten(mirror, page);
                _in.Add(new PageMove(mirror, page, mirror.FrameOf(page), EnterFlags.Writable | EnterFlags.Contents));
            }

            _frames.Promise(mirror.FrameOf(page), frames);
            _frames.Reference(mirror.FrameOf(page), frames);
            return true;
        }

        int frame = mirror.LinearFrame >= 0 ? mirror.LinearFrame + (int)(page * frames) : TakeFrames(frames);
        if (frame < 0)
        {
            return false;
        }

        _frames.Assign(frame, frames, mirror, page);
        _frames.Promise(frame, frames);
        _frames.Reference(frame, frames);
        mirror[page] = PageEntry.Of(frame, writable);
        EnterFlags how = (writable ? EnterFlags.Writable : 0)
            | (contents ? EnterFlags.Contents : 0)
            | (contents && IsUnwritten(mirror, page) ? EnterFlags.Zero : 0);
        if (writable)
        {
            NoteWritten(mirror, page);
        }

        _in.Add(new PageMove(mirror, page, frame, how));
        return true;
    }

    /// <summary>A launch may write the page from now on, whatever becomes of it there.</summary>
    private static void NoteWritten(RegionMirror mirror, long page)
    {
        (long first, long count) = mirror.UnitsOf(page, 1);
        mirror.Region.Written?.Add(first, count);
    }

    private static bool IsUnwritten(RegionMirror mirror, long page)
    {
        (long first, long count) = mirror.UnitsOf(page, 1);
        return mirror.Region.Written is { } touched && touched.HasNone(first, count);
    }

    /// <summary>Moves the pages that were noted, those out of the device first: frames are used again.</summary>
    private void Move(MapCause cause)
    {
        try
        {
            if (_out.Count > 0)
            {
                PageMover.Sort(_out);
                _mover.Out(_out);
            }

            if (_in.Count > 0)
            {
                PageMover.Sort(_in);
                _mover.In(_in, cause);
            }
        }
        catch
        {
            foreach (PageMove move in _out)
            {
                move.Mirror.Synchronize(move.Page);
            }

            foreach (PageMove move in _in)
            {
                move.Mirror.Synchronize(move.Page);
            }

            RebuildFrames();
            throw;
        }
        finally
        {
            _out.Clear();
            _in.Clear();
        }
    }
}
