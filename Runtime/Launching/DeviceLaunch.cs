using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>
/// Runs a launch on a device that has memory of its own: cuts it into chunks whose pages fit, brings them and runs the
/// direct kernel; where pages are not known or do not fit, runs the resumable kernel in waves.
/// </summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal sealed class DeviceLaunch<TKernel, TArguments> : IChunkRunner
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    /// <summary>Direct chunks are not made smaller than this to fit the budget; then the resumable kernel is better.</summary>
    private const long SmallestDirectChunk = 16;

    private readonly DeviceSession _device;
    private readonly DeviceMemory _memory;
    private readonly LaunchBinding _binding;
    private readonly AccessPlan _plan;
    private readonly LaunchCounters _counters;
    private readonly PlanBox _box;
    private readonly ProgressReport? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly RegionMirror[] _mirrors;
    private readonly LaunchErrors _errors;
    private readonly LaunchLimits _limits;
    private readonly List<PageRequest> _requests = [];
    private readonly Random? _random;
    private readonly bool _mayRunDirect;
    private readonly int[] _lengths;
    private OverwrittenPages[] _overwritten = [];
    private ControlLayout _layout = null!;
    private TableUploads _tables = null!;
    private WaveLoop? _waves;
    private TArguments _arguments;
    private LaunchSpans _spans = null!;
    private bool _linear;

    /// <summary>Prepares a launch.</summary>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="binding">The memory, locked.</param>
    /// <param name="plan">The launch's plan.</param>
    /// <param name="counters">What is counted.</param>
    /// <param name="progress">Is told how far the launch has come; null for nobody.</param>
    /// <param name="cancellationToken">Ends the launch between chunks and waves.</param>
    public DeviceLaunch(
        DeviceSession device,
        HmmExtent extent,
        TArguments arguments,
        LaunchBinding binding,
        AccessPlan plan,
        LaunchCounters counters,
        ProgressReport? progress,
        CancellationToken cancellationToken)
    {
        _device = device;
        _memory = device.Memory;
        _binding = binding;
        _plan = plan;
        _counters = counters;
        _box = WorkBox.Of(extent);
        _arguments = arguments;
        _progress = progress;
        _cancellationToken = cancellationToken;
        _mirrors = [.. binding.Regions.Select(region => _memory.MirrorOf(region))];
        _errors = new LaunchErrors(Descriptor, binding);
        _limits = new LaunchLimits(Descriptor, device.Options, _memory.Port, cancellationToken.CanBeCanceled, progress is not null);
        _random = device.Options.Testing.RandomEvictions is { } seed ? new Random(seed) : null;
        _lengths = binding.Lengths;
        _mayRunDirect = device.Options.Testing is { Variant: HmmKernelVariants.Auto, Prefetch: true, FaultAtEveryAccess: false }
            && plan.MayIsKnown
            && PlanPermission.AllowsMay(binding, plan);
    }

    private static KernelDescriptor Descriptor => TKernel.Descriptor;

    /// <summary>Runs the launch.</summary>
    public void Run()
    {
        bool finished = false;
        bool cancelled = false;
        _memory.BeginLaunch(_mirrors, mirror => _binding.IsWritten(mirror.Region));
        try
        {
            Prepare();
            foreach (LaunchChunk chunk in Chunks())
            {
                _cancellationToken.ThrowIfCancellationRequested();
                if (!chunk.Direct)
                {
                    RunResumable(chunk);
                }
                else if (!TryRunDirect(chunk))
                {
                    // The device has less memory than was thought. A direct chunk may have more items than a resumable one.
                    foreach (PlanBox part in WorkBox.Pieces(chunk.Box, () => _limits.ResumableChunk))
                    {
                        RunResumable(Resumable(part));
                    }
                }

                _progress?.Add(chunk.Box.Count());
            }

            finished = true;
        }
        catch (OperationCanceledException) when (_cancellationToken.IsCancellationRequested)
        {
            // Every page has what the items that ran have left there, wherever it is.
            cancelled = true;
            throw;
        }
        finally
        {
            _memory.Release(_mirrors);
            _memory.BeginEpoch();
            _tables?.Dispose();
            if (!finished && !cancelled)
            {
                Recover();
            }

            EndLaunch(finished);
        }
    }

    /// <inheritdoc/>
    public ItemRecord[] RunWave(KernelVariant variant, Wave wave, CancellationToken stop)
    {
        if (variant is KernelVariant.Paged or KernelVariant.Resumable or KernelVariant.Stepped)
        {
            _tables.Synchronize();
        }

        bool canFail = variant is not KernelVariant.Linear || Descriptor.HasGuards;
        if (canFail)
        {
            _memory.Port.ClearControl(_layout.RecordCount, sizeof(long));
        }

        _counters.Add(Counter.Waves, 1);
        long started = Stopwatch.GetTimestamp();
        _memory.Port.Run<TKernel, TArguments>(variant, wave, _arguments, stop);
        _counters.Add(Counter.RunningTime, Stopwatch.GetElapsedTime(started));
        _memory.EndWave();
        return canFail ? ItemRecords.Read(_memory.Port, _layout) : [];
    }

    private void Prepare()
    {
        _linear = _memory.TryHoldLinear(_mirrors);
        bool certain = _plan.InBounds
            && !Descriptor.HasGuards
            && !_cancellationToken.CanBeCanceled
            && _progress is null
            && PlanPermission.AllowsMay(_binding, _plan);
        _overwritten = Array.ConvertAll(
            _mirrors,
            mirror => new OverwrittenPages(mirror, certain ? MirrorPlan.Covered(Descriptor, _binding, mirror, _plan) : PageRuns.Empty));

        bool onlyLinear = _linear && _mayRunDirect;
        long chunk = Math.Min(_box.Count(), onlyLinear ? _limits.MostDirect : Math.Max(_limits.MostResumable, _limits.MostDirect));
        int records = (int)Math.Min(_box.Count(), LaunchLimits.Records);
        TableWindow[] windows = TableWindow.Of(_binding, onlyLinear ? [] : _mirrors, out long tableBytes);
        _layout = new ControlLayout(Descriptor, windows, tableBytes, chunk, records, onlyLinear ? 0 : Math.Min(chunk, _limits.MostResumable));
        _layout.Reserve(_memory.Tables);
        _tables = new TableUploads(_memory.Tables, _layout);
        _spans = new LaunchSpans(_binding, _mirrors, _layout, _linear);
        _spans.Bind(ref _arguments);
    }

    private IEnumerable<LaunchChunk> Chunks()
    {
        if (!_mayRunDirect)
        {
            return WorkBox.Pieces(_box, () => _limits.ResumableChunk).Select(Resumable);
        }

        if (_linear)
        {
            return _box.Count() <= _limits.DirectChunk
                ? [new LaunchChunk(_box, _plan, Direct: true)]
                : WorkBox.Pieces(_box, () => _limits.DirectChunk).Select(box => new LaunchChunk(box, PlanOf(box), Direct: true));
        }

        if (_box.Count() <= _limits.DirectChunk && Fits(_plan))
        {
            return [new LaunchChunk(_box, _plan, Direct: true)];
        }

        // When not even a few items fit, the launch has no use for direct chunks.
        PlanBox corner = _box;
        while (corner.Count() > SmallestDirectChunk)
        {
            corner = corner.Halve().Before;
        }

        return Fits(PlanOf(corner)) ? Cut(_box) : WorkBox.Pieces(_box, () => _limits.ResumableChunk).Select(Resumable);
    }

    private IEnumerable<LaunchChunk> Cut(PlanBox box)
    {
        Stack<PlanBox> boxes = new([box]);
        while (boxes.TryPop(out PlanBox next))
        {
            AccessPlan plan = PlanOf(next);
            if (next.Count() <= _limits.DirectChunk && Fits(plan))
            {
                yield return new LaunchChunk(next, plan, Direct: true);
            }
            else if (next.Count() <= Math.Min(SmallestDirectChunk, Math.Min(_limits.DirectChunk, _limits.ResumableChunk)))
            {
                yield return new LaunchChunk(next, plan, Direct: false);
            }
            else
            {
                (PlanBox before, PlanBox after) = next.Halve();
                boxes.Push(after);
                boxes.Push(before);
            }
        }
    }

    private LaunchChunk Resumable(PlanBox box) => new(box, PlanOf(box), Direct: false);

    private AccessPlan PlanOf(PlanBox box)
        => box == _box ? _plan : KernelPlanner<TKernel, TArguments>.Of(_counters, box, _arguments, _lengths);

    private bool Fits(AccessPlan plan)
        => plan.MayIsKnown && MirrorPlan.Frames(MirrorPlan.Of(_binding, _mirrors, plan)) <= _memory.Capacity;

    private bool TryRunDirect(LaunchChunk chunk)
    {
        long started = Stopwatch.GetTimestamp();
        _memory.BeginEpoch();
        if (_random is not null)
        {
            _memory.EvictRandom(_random);
        }

        if (!chunk.Plan.MayIsKnown || !TryBring(MirrorPlan.Of(_binding, _mirrors, chunk.Plan), writableOnlyIfExact: false))
        {
            return false;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        bool proven = _plan.InBounds || chunk.Plan.InBounds;
        bool isWhole = _linear || (proven && _spans.TryBindPieces(ref _arguments, chunk.Plan));
        KernelVariant variant = !isWhole ? KernelVariant.Paged : proven ? KernelVariant.Linear : KernelVariant.Checked;
        Wave wave = _layout.Place(chunk.Box.Frame());
        ItemRecord[] records = RunWave(variant, wave, _cancellationToken);
        if (records.Length > 0)
        {
            ItemRecord first = records.MinBy(record => record.Slot);
            throw first.Code > ErrorCode.LastError
                ? new HmmDeviceException(
                    "the access plan left out a page that the kernel touched: a bug in HmmGen",
                    _errors.PlaceOf(first.Site, first.Element, wave.Item(Descriptor.Rank, first.Slot)))
                : _errors.Of(first.Code, first.Site, first.Element, wave.Item(Descriptor.Rank, first.Slot));
        }

        if (_memory.Port.StopsBetweenItems)
        {
            _cancellationToken.ThrowIfCancellationRequested();
        }

        _limits.NoteDirect(wave.Count, Stopwatch.GetElapsedTime(started));
        return true;
    }

    /// <summary>Brings the known pages of a chunk; false when they do not fit.</summary>
    private bool TryBring(MirrorPlan[] plans, bool writableOnlyIfExact)
    {
        _requests.Clear();
        for (int i = 0; i < plans.Length; i++)
        {
            MirrorPlan plan = plans[i];
            bool writable = plan.MayIsMust || !writableOnlyIfExact;
            Request(i, writable ? plan.Touched.Except(plan.Written) : plan.Touched, writable: false);
            Request(i, writable ? plan.Written : PageRuns.Empty, writable: true);
        }

        if (_memory.Map(_requests, MapCause.Planned) < _requests.Count)
        {
            return false;
        }

        foreach (PageRequest request in _requests)
        {
            _overwritten[Array.IndexOf(_mirrors, request.Mirror)].NoteBrought(request);
        }

        return true;
    }

    private void Request(int mirror, PageRuns pages, bool writable)
    {
        foreach (PageRun run in pages)
        {
            for (long page = run.First; page < run.End; page++)
            {
                // In frames that are held a page needs no promise: most launches find everything as the last one left it.
                if (_linear && (writable ? _mirrors[mirror].IsDirty(page) : _mirrors[mirror].IsPresent(page)))
                {
                    _overwritten[mirror].NotePresent(page);
                }
                else
                {
                    _requests.Add(_overwritten[mirror].Request(page, writable));
                }
            }
        }
    }

    private void RunResumable(LaunchChunk chunk)
    {
        PagingTestOptions options = _device.Options.Testing;
        long started = Stopwatch.GetTimestamp();
        _memory.BeginEpoch();
        _spans.Bind(ref _arguments);
        if (options.FaultAtEveryAccess)
        {
            _memory.EvictUnpromised();
        }
        else if (options.Prefetch && PlanPermission.AllowsMay(_binding, chunk.Plan))
        {
            // What is known comes before the first wave, as long as it leaves half of the room to what is not.
            MirrorPlan[] plans = MirrorPlan.Of(_binding, _mirrors, chunk.Plan);
            if (_linear || MirrorPlan.Frames(plans) <= _memory.Capacity / 2)
            {
                TryBring(plans, writableOnlyIfExact: true);
            }
        }

        _waves ??= new WaveLoop(
            new WaveContext(Descriptor, _binding, _mirrors, _overwritten, _memory, _layout, _errors, _device, _counters, _plan.Late, _progress, _random),
            (int)Math.Min(_box.Count(), _limits.MostResumable),
            _cancellationToken);
        TimeSpan preparing = Stopwatch.GetElapsedTime(started);
        TimeSpan running = _waves.Run(this, chunk.Box);
        _limits.NoteResumable(chunk.Box.Count(), preparing > running ? preparing : running);
    }

    /// <summary>After an error brings every page back; pages whose old contents were never brought are dropped, so that the host's stay.</summary>
    private void Recover()
    {
        foreach (OverwrittenPages pages in _overwritten)
        {
            foreach (long page in pages.Uncopied)
            {
                _memory.Discard(pages.Mirror, new PageRun(page, 1));
            }
        }

        foreach (RegionMirror mirror in _mirrors)
        {
            try
            {
                mirror.Region.ToHost(0, mirror.Region.Length, drop: _binding.IsWritten(mirror.Region));
            }
            catch (IOException)
            {
                // The file beneath has no room, or has ended: the pages stay where they are, and the next touch tries again.
            }
            catch (HmmDeviceException)
            {
                // The device is lost, and what only it had with it; the error that is under way says so.
                _memory.Lose(mirror, new PageRun(0, mirror.PageCount));
            }
        }
    }

    private void EndLaunch(bool finished)
    {
        try
        {
            _memory.EndLaunch(_mirrors);
        }
        catch (Exception error) when (!finished && error is (HmmDeviceException or IOException))
        {
            // The error that is under way says why, and what was lost says so when it is touched.
        }
    }
}
