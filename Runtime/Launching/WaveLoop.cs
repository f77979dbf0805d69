using System.Diagnostics;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>
/// Runs chunks of a resumable variant: a wave, then the pages that its items wait for, then a wave of the items whose pages are resident now, until
/// every item has ended.
/// </summary>
/// <remarks>
/// Each resumed item makes at least the access that it waited for. Each round serves at least one page, whatever the budget. So a chunk ends after at
/// most as many waves as its items make accesses.
/// </remarks>
internal sealed class WaveLoop
{
    private static readonly Comparer<PageDemand> PageOrder = Comparer<PageDemand>.Create(
        static (a, b) => a.Mirror != b.Mirror ? a.Mirror.CompareTo(b.Mirror) : a.Page.CompareTo(b.Page));

    /// <summary>
    /// After waves that brought so few pages, more pages may be guessed. A guess saves waves, and a wave costs as much as some dozens of pages. A wave that
    /// brings many pages costs little for each of them, and mostly its items are scattered.
    /// </summary>
    private const int FewPages = 64;

    private readonly Launch _launch;
    private readonly LaunchPages _pages;
    private readonly WaveRunner _waves;
    private readonly RegionMirror[] _mirrors;
    private readonly CancellationToken _cancellationToken;
    private readonly PagingTestOptions _options;
    private readonly ReadAhead[] _readAhead;
    private readonly PageRun[] _touchable;
    private readonly List<PageDemand> _demands = [];
    private readonly List<PageRequest> _requests = [];
    private readonly List<int> _active = [];
    private readonly int[] _mirrorOf;
    private readonly ParkedItems _parked;
    private readonly ThrashControl _thrash;
    private readonly bool _stores;

    /// <summary>Prepares for the chunks of a launch.</summary>
    /// <param name="launch">
    /// The launch. When it is cancelled, or the receiver of its progress fails, a chunk ends between waves. Only items that may have stored something run to
    /// their end.
    /// </param>
    /// <param name="pages">Its pages.</param>
    /// <param name="waves">Runs its waves.</param>
    /// <param name="slots">The most work items in a chunk.</param>
    public WaveLoop(Launch launch, LaunchPages pages, WaveRunner waves, int slots)
    {
        _launch = launch;
        _pages = pages;
        _waves = waves;
        _mirrors = pages.Mirrors;
        _parked = new ParkedItems(slots);
        _thrash = new ThrashControl(slots, pages.Memory.Capacity);
        _mirrorOf = Array.ConvertAll(launch.Binding.Buffers.ToArray(), buffer => Array.FindIndex(pages.Mirrors, mirror => mirror.Region == buffer.Region));
        _stores = launch.Plan.Late.Contains(true);
        _cancellationToken = launch.CancellationToken;
        _options = launch.Device.Options.Testing;
        _touchable = Array.ConvertAll(pages.Mirrors, mirror => Touchable(launch.Binding, mirror));
        _readAhead = Array.ConvertAll(_touchable, static pages => new ReadAhead(pages.Count));
    }

    /// <summary>Runs a chunk. It throws only when no item is left that could go on and that may have stored something.</summary>
    /// <param name="box">The work items.</param>
    /// <returns>The longest time that a cancellation could have waited.</returns>
    /// <exception cref="HmmDeviceException">The device failed, or page contents were lost. This alone ends a chunk at once.</exception>
    public TimeSpan Run(WorkBox box)
    {
        TimeSpan longest = TimeSpan.Zero;
        long begun = Stopwatch.GetTimestamp();
        KernelVariant variant = _options.FaultAtEveryAccess ? KernelVariant.Stepped : KernelVariant.Resumable;
        Wave wave = _waves.First(box);
        _parked.BeginChunk((int)wave.Count);
        _thrash.BeginChunk((int)wave.Count);
        ItemRecord? failed = null;
        ItemRecord[] records = _waves.Run(variant, wave, _cancellationToken);
        while (true)
        {
            long started = Stopwatch.GetTimestamp();
            failed = Lowest(records, failed);
            Park(records, failed);
            if (IsStopping(isFailed: failed is not null))
            {
                _parked.RemoveUnbegun();
            }

            if (_parked.Count == 0)
            {
                ThrowIfEnded(failed, wave);
                return Longer(longest, begun);
            }

            if (Serve() is { } unserved)
            {
                failed = Lower(unserved, failed);
                records = [];
                continue;
            }

            _active.Sort();
            wave = _waves.Next(wave, CollectionsMarshal.AsSpan(_active));
            _launch.Counters.Add(Counter.ServingTime, Stopwatch.GetElapsedTime(started));
            longest = Longer(longest, begun);
            begun = _stores ? begun : Stopwatch.GetTimestamp();
            // A stopped wave does not report which items it skipped. An item that has stored something must not be skipped.
            records = _waves.Run(variant, wave, _stores ? CancellationToken.None : _cancellationToken);
        }
    }

    /// <summary>The pages of a region from the first to the last that a parameter of the launch lies on.</summary>
    private static PageRun Touchable(LaunchBinding binding, RegionMirror mirror)
    {
        long first = mirror.PageCount;
        long end = 0;
        foreach (LaunchBuffer buffer in binding.Buffers)
        {
            if (buffer.Region == mirror.Region && mirror.PagesUnder(buffer.FirstUnit, buffer.UnitCount) is { Count: > 0 } pages)
            {
                first = Math.Min(first, pages.First);
                end = Math.Max(end, pages.End);
            }
        }

        return new PageRun(first, Math.Max(0, end - first));
    }

    private static TimeSpan Longer(TimeSpan longest, long begun)
    {
        TimeSpan taken = Stopwatch.GetElapsedTime(begun);
        return taken > longest ? taken : longest;
    }

    /// <summary>Reports progress unless the launch is failing, and tells whether items that have stored nothing are to be dropped.</summary>
    private bool IsStopping(bool isFailed)
    {
        if (!isFailed && _parked.Count > 0 && !_cancellationToken.IsCancellationRequested)
        {
            _launch.Progress?.Tick();
        }

        return _cancellationToken.IsCancellationRequested || _launch.Progress?.HasFailed == true;
    }

    /// <summary>Throws what has ended the chunk, if something has. A receiver that fails does so before any item: nothing is reported after that.</summary>
    private void ThrowIfEnded(ItemRecord? failed, Wave wave)
    {
        _launch.Progress?.ThrowIfFailed();
        // Items below one that failed may have been dropped, and one of them might have failed, too.
        _cancellationToken.ThrowIfCancellationRequested();
        if (failed is { } lowest)
        {
            long[] item = wave.Item(_launch.Descriptor.Rank, lowest.Slot);
            throw IsError(lowest)
                ? _launch.Errors.Of(lowest.Code, lowest.Site, lowest.Element, item)
                : _launch.Errors.OutOfMemory(
                    lowest.Site, lowest.Element, item, _mirrors[MirrorOf(lowest)].Geometry.PageBytes, _pages.Memory.Budget);
        }
    }

    private int MirrorOf(in ItemRecord record) => _mirrorOf[_launch.Descriptor.Sites[record.Site].Parameter];

    /// <summary>Finds the lowest item that failed. Lower ones that wait for pages run on: they may fail too, and which items wait differs from run to run.</summary>
    private ItemRecord? Lowest(ItemRecord[] records, ItemRecord? lowest)
    {
        foreach (ref ItemRecord record in records.AsSpan())
        {
            if (IsError(record))
            {
                lowest = Lower(record, lowest);
            }
        }

        return lowest;
    }

    private static ItemRecord Lower(ItemRecord record, ItemRecord? lowest) => lowest is { } known && known.Slot <= record.Slot ? known : record;

    private bool IsError(in ItemRecord record) => record.Code <= ErrorCode.LastError || _launch.Errors.IsForbidden(record.Site, record.Element);

    /// <summary>
    /// Parks the items that wait for pages. Once an item has failed, higher ones go on only if they have begun: they may have stored half of what they store.
    /// </summary>
    private void Park(ItemRecord[] records, ItemRecord? failed)
    {
        if (failed is { } lowest)
        {
            _parked.RemoveUnbegun(above: lowest.Slot);
            records = Array.FindAll(records, record => !IsError(record) && (record.Slot < lowest.Slot || _launch.Plan.Late[record.Site]));
        }

        foreach (ItemRecord record in records)
        {
            AccessSite site = _launch.Descriptor.Sites[record.Site];
            int mirror = MirrorOf(record);
            long page = ErrorCode.Page(record.Code);
            bool write = LaunchErrors.Needed(site.Kind) == HmmProtection.ReadWrite;
            _parked.Add(new PageDemand(mirror, page, write, record.Slot, record.Site, record.Element), _launch.Plan.Late[record.Site]);
            if (write || !_mirrors[mirror].IsResident(page))
            {
                Counter fault = !write ? Counter.ReadFaults : _mirrors[mirror].IsResident(page) ? Counter.UpgradeFaults : Counter.WriteFaults;
                _mirrors[mirror].Counters.Add(fault, 1);
            }

            NoteUse(record.Slot, mirror, page);
        }

        _thrash.EndWave();
    }

    /// <summary>Notes a fault for the thrash control, and marks the item's page before this one as in use, so that it is evicted later.</summary>
    private void NoteUse(int slot, int mirror, long page)
    {
        if (_options.FaultAtEveryAccess || _mirrors[mirror].IsResident(page))
        {
            return;
        }

        if (slot <= _parked.HighestChosen)
        {
            _thrash.NoteFault(slot, mirror, page);
        }

        if (_thrash.TryGetPrevious(slot, out int before, out long previous))
        {
            _pages.Residency.Reference(_mirrors[before], previous);
        }
    }

    /// <summary>Brings the pages of as many items as there is room for. The other items wait.</summary>
    /// <returns>
    /// What the lowest item waits for, if the device has no room for this page alone; else null. No item waits for the page any more: none can go on.
    /// </returns>
    private ItemRecord? Serve()
    {
        _pages.Renew();
        _demands.Clear();
        _active.Clear();
        _parked.Choose(_thrash.Limit, _pages.Memory.Capacity, _mirrors, _demands);

        _requests.Clear();
        foreach (ref PageDemand demand in CollectionsMarshal.AsSpan(_demands))
        {
            demand = demand with { IsUpgrade = _mirrors[demand.Mirror].IsResident(demand.Page) };
            PageRequest request = _pages.Request(demand.Mirror, demand.Page, demand.Writable);
            if (!demand.IsUpgrade && request.Mirror.WasEvicted(demand.Page))
            {
                request.Mirror.Counters.Add(Counter.Refaults, 1);
            }

            _requests.Add(request);
        }

        int served = _pages.Map(_requests, MapCause.Demanded);
        if (served == 0 && _requests.Count > 1)
        {
            // The promised resident pages leave no contiguous frames for the first page, so it is brought alone.
            _pages.Residency.Renew();
            served = _pages.Map(_requests[..1], MapCause.Demanded);
        }

        if (served == 0)
        {
            PageDemand first = _demands[0];
            _parked.Release(first, _active);
            return new ItemRecord { Code = ErrorCode.Missing(first.Page), Element = first.Element, Slot = first.Slot, Site = first.Site };
        }

        for (int i = 0; i < served; i++)
        {
            _requests[i].Mirror.Counters.Add(Counter.PageFaults, 1);
            int others = _active.Count;
            _parked.Release(_demands[i], _active);
            NoteServed(_demands[i], CollectionsMarshal.AsSpan(_active)[others..]);
        }

        if (_options.FaultAtEveryAccess)
        {
            _pages.Residency.EvictUnpromised();
        }
        else if (_options.Prefetch)
        {
            ReadAheadOf(served);
            if (_options.Density && served <= FewPages)
            {
                BringDense(served);
            }
        }

        return null;
    }

    private void NoteServed(PageDemand demand, ReadOnlySpan<int> slots)
    {
        foreach (int slot in slots)
        {
            if (slot <= _parked.HighestChosen)
            {
                _thrash.NoteServed(slot, demand.Mirror, demand.Page);
            }
        }
    }

    /// <summary>
    /// Brings what is missing where most pages are there already. It takes free frames only: on a full device, what is brought by a guess would displace what
    /// items have asked for.
    /// </summary>
    private void BringDense(int served)
    {
        long room = _pages.Residency.FreeFrames;
        (int Mirror, bool Writable, PageRun Node) last = default;
        for (int i = 0; i < served && room > 0; i++)
        {
            PageDemand demand = _demands[i];
            if (demand.Mirror == last.Mirror && demand.Writable == last.Writable && last.Node.First <= demand.Page && demand.Page < last.Node.End)
            {
                continue;
            }

            RegionMirror mirror = _mirrors[demand.Mirror];
            PageRun node = DensePages.Around(
                demand.Page, mirror.Geometry.PageBytes, _touchable[demand.Mirror], demand.Writable ? mirror.IsDirty : mirror.IsResident);
            last = (demand.Mirror, demand.Writable, node);
            _requests.Clear();
            room -= (long)Request(demand, node.First, (int)Math.Min(node.Count, room / mirror.Geometry.Frames)) * mirror.Geometry.Frames;
            _pages.Map(_requests, MapCause.ReadAhead);
        }
    }

    /// <summary>Reads ahead of runs of faults, into frames that are not promised.</summary>
    private void ReadAheadOf(int served)
    {
        // The other frames hold pages that items may use again. So fewer are taken once items have lost pages.
        int room = _pages.Residency.Unpromised / (_thrash.HasLost ? 8 : 2);
        _requests.Clear();
        _demands.Sort(0, served, PageOrder);
        for (int i = 0; i < served && room > 0;)
        {
            PageDemand first = _demands[i];
            int count = 1;
            while (i + count < served && _demands[i + count].Mirror == first.Mirror && _demands[i + count].Page == first.Page + count)
            {
                count++;
            }

            i += count;
            int frames = _mirrors[first.Mirror].Geometry.Frames;
            int limit = Math.Min(room, _pages.Memory.Capacity / 4) / frames;
            if (limit > 0)
            {
                int ahead = _readAhead[first.Mirror].Next(first.Page, count, limit, first.IsUpgrade);
                room -= Request(first, first.Page + count, ahead) * frames;
            }
        }

        _pages.Map(_requests, MapCause.ReadAhead);
    }

    private int Request(PageDemand run, long page, int count)
    {
        RegionMirror mirror = _mirrors[run.Mirror];
        HmmProtection needed = run.Writable ? HmmProtection.ReadWrite : HmmProtection.ReadOnly;
        int requested = 0;
        for (long end = Math.Min(mirror.PageCount, page + count); page < end; page++)
        {
            (long first, long units) = mirror.UnitsOf(page, 1);
            bool wanted = run.Writable ? !mirror.IsDirty(page) : !mirror.IsResident(page);
            if (wanted && mirror.Region.FirstForbidden(first, units, needed) < 0)
            {
                _requests.Add(_pages.Request(run.Mirror, page, run.Writable));
                requested++;
            }
        }

        return requested;
    }
}
