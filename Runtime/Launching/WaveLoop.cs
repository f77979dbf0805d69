using System.Diagnostics;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>
/// Runs chunks of a resumable kernel: a wave, then the pages that its items wait for, then a wave of those items whose
/// pages are there, until every item has ended.
/// </summary>
/// <remarks>
/// Each item that is resumed makes at least the access it waited for, and in each round at least one page is served
/// whatever the budget, so a chunk ends after at most as many waves as its items make accesses.
/// </remarks>
internal sealed class WaveLoop
{
    private static readonly Comparer<PageDemand> PageOrder = Comparer<PageDemand>.Create(
        static (a, b) => a.Mirror != b.Mirror ? a.Mirror.CompareTo(b.Mirror) : a.Page.CompareTo(b.Page));

    private readonly Launch _launch;
    private readonly LaunchPages _pages;
    private readonly WaveRunner _waves;
    private readonly RegionMirror[] _mirrors;
    private readonly CancellationToken _cancellationToken;
    private readonly PagingTestOptions _options;
    private readonly ReadAhead[] _readAhead;
    private readonly List<PageDemand> _demands = [];
    private readonly List<PageRequest> _requests = [];
    private readonly List<int> _active = [];
    private readonly int[] _mirrorOf;
    private readonly ParkedItems _parked;
    private readonly ThrashControl _thrash;
    private readonly bool _stores;

    /// <summary>Prepares for the chunks of a launch.</summary>
    /// <param name="launch">
    /// The launch. When it is cancelled, a chunk ends between waves: items that may have stored something go on to their end, no others do.
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
        _readAhead = Array.ConvertAll(pages.Mirrors, static _ => new ReadAhead());
    }

    /// <summary>Runs a chunk.</summary>
    /// <param name="box">The work items.</param>
    /// <returns>How long a cancellation could have had to wait.</returns>
    public TimeSpan Run(WorkBox box)
    {
        TimeSpan longest = TimeSpan.Zero;
        long begun = Stopwatch.GetTimestamp();
        KernelVariant variant = _options.FaultAtEveryAccess ? KernelVariant.Stepped : KernelVariant.Resumable;
        Wave wave = _waves.First(box);
        _parked.BeginChunk((int)wave.Count);
        _thrash.BeginChunk((int)wave.Count);
        ItemRecord[] records = _waves.Run(variant, wave, _cancellationToken);
        while (true)
        {
            long started = Stopwatch.GetTimestamp();
            ThrowFirstError(records, wave);
            Park(records);
            bool stopping = _cancellationToken.IsCancellationRequested;
            if (stopping)
            {
                _parked.DropUntouched();
            }

            if (_parked.Count == 0)
            {
                if (stopping)
                {
                    _cancellationToken.ThrowIfCancellationRequested();
                }

                return Longer(longest, begun);
            }

            _launch.Progress?.Tick();
            Serve(wave);
            _active.Sort();
            wave = _waves.Next(wave, CollectionsMarshal.AsSpan(_active));
            _launch.Counters.Add(Counter.ServingTime, Stopwatch.GetElapsedTime(started));
            longest = Longer(longest, begun);
            begun = _stores ? begun : Stopwatch.GetTimestamp();
            // Who stops a wave does not learn which items it left out; none that has stored something may be among them.
            records = _waves.Run(variant, wave, _stores ? CancellationToken.None : _cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan longest, long begun)
    {
        TimeSpan taken = Stopwatch.GetElapsedTime(begun);
        return taken > longest ? taken : longest;
    }

    /// <summary>Throws the error of the lowest item that cannot go on, if there is one.</summary>
    private void ThrowFirstError(ItemRecord[] records, Wave wave)
    {
        int first = -1;
        for (int i = 0; i < records.Length; i++)
        {
            ref ItemRecord record = ref records[i];
            bool error = record.Code <= ErrorCode.LastError || _launch.Errors.IsForbidden(record.Site, record.Element);
            if (error && (first < 0 || record.Slot < records[first].Slot))
            {
                first = i;
            }
        }

        if (first >= 0)
        {
            ItemRecord record = records[first];
            throw _launch.Errors.Of(record.Code, record.Site, record.Element, wave.Item(_launch.Descriptor.Rank, record.Slot));
        }
    }

    private void Park(ItemRecord[] records)
    {
        foreach (ItemRecord record in records)
        {
            AccessSite site = _launch.Descriptor.Sites[record.Site];
            int mirror = _mirrorOf[site.Parameter];
            long page = ErrorCode.Page(record.Code);
            bool write = LaunchErrors.Needed(site.Kind) == HmmProtection.ReadWrite;
            _parked.Add(new PageDemand(mirror, page, write, record.Slot, record.Site, record.Element), _launch.Plan.Late[record.Site]);
            if (write || !_mirrors[mirror].IsPresent(page))
            {
                Counter fault = !write ? Counter.ReadFaults : _mirrors[mirror].IsPresent(page) ? Counter.UpgradeFaults : Counter.WriteFaults;
                _mirrors[mirror].Counters.Add(fault, 1);
            }

            NoteUse(record.Slot, mirror, page);
        }

        _thrash.EndWave();
    }

    /// <summary>Tells the thrash control of a fault, and the clock that the item's page before this one is in use.</summary>
    private void NoteUse(int slot, int mirror, long page)
    {
        if (_options.FaultAtEveryAccess || _mirrors[mirror].IsPresent(page))
        {
            return;
        }

        if (slot <= _parked.HighestChosen)
        {
            _thrash.Note(slot, mirror, page);
        }

        if (_thrash.TryGetPrevious(slot, out int before, out long previous))
        {
            _pages.Residency.Reference(_mirrors[before], previous);
        }
    }

    /// <summary>Brings the pages of as many items as there is room for; the rest waits.</summary>
    private void Serve(Wave wave)
    {
        _pages.Renew();
        _demands.Clear();
        _active.Clear();
        _parked.Choose(_thrash.Limit, _pages.Memory.Capacity, _mirrors, _demands);

        _requests.Clear();
        foreach (ref PageDemand demand in CollectionsMarshal.AsSpan(_demands))
        {
            demand = demand with { IsUpgrade = _mirrors[demand.Mirror].IsPresent(demand.Page) };
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
            // Pages that are there were promised, and leave no piece large enough for the first: it comes alone.
            _pages.Residency.Renew();
            served = _pages.Map(_requests[..1], MapCause.Demanded);
        }

        if (served == 0)
        {
            PageDemand first = _demands[0];
            throw _launch.Errors.OutOfMemory(
                first.Site,
                first.Element,
                wave.Item(_launch.Descriptor.Rank, first.Slot),
                _mirrors[first.Mirror].Geometry.PageBytes,
                _pages.Memory.Budget);
        }

        for (int i = 0; i < served; i++)
        {
            _requests[i].Mirror.Counters.Add(Counter.PageFaults, 1);
            _parked.Release(_demands[i], _active);
        }

        if (_options.FaultAtEveryAccess)
        {
            _pages.Residency.EvictUnpromised();
        }
        else if (_options.Prefetch)
        {
            ReadAheadOf(served);
        }
    }

    /// <summary>Reads ahead of runs of faults, into frames that are not promised.</summary>
    private void ReadAheadOf(int served)
    {
        // The other frames hold what items used before and may use again: less is risked when that has gone wrong.
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
            bool wanted = run.Writable ? !mirror.IsDirty(page) : !mirror.IsPresent(page);
            if (wanted && mirror.Region.FirstForbidden(first, units, needed) < 0)
            {
                _requests.Add(_pages.Request(run.Mirror, page, run.Writable));
                requested++;
            }
        }

        return requested;
    }
}
