using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Launching.Ahead;
using HmmGen.Launching.Scouting;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>
/// Runs a launch on a device that has its own memory. It cuts the launch into chunks whose pages fit, brings those pages and runs the direct variant.
/// Where the plan cannot name the pages, or they do not fit, it runs the resumable variant in waves.
/// </summary>
internal sealed class DeviceLaunch
{
    private readonly Launch _launch;
    private readonly DeviceMemory _memory;
    private readonly LaunchLimits _limits;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Prepares a launch.</summary>
    /// <param name="launch">The launch.</param>
    public DeviceLaunch(Launch launch)
    {
        _launch = launch;
        _memory = launch.Device.Memory;
        _cancellationToken = launch.CancellationToken;
        _limits = new LaunchLimits(launch.Descriptor, launch.Device.Options, _memory.Port, _cancellationToken.CanBeCanceled, launch.Progress is not null);
    }

    /// <summary>Runs the launch.</summary>
    public void Run()
    {
        bool isAllowed = PlanPermission.AllowsMay(_launch.Binding, _launch.Plan);
        bool mayRunDirect = _launch.Device.Options.Testing is { Variant: HmmKernelVariants.Auto, Prefetch: true, FaultAtEveryAccess: false } && isAllowed;
        RegionMirror[] mirrors = [.. _launch.Binding.Regions.Select(region => _memory.MirrorOf(region))];
        bool mayEnd = !_launch.Plan.InBounds
            || _launch.GuardsMayFail
            || _cancellationToken.CanBeCanceled
            || _launch.Progress is not null
            || !isAllowed
            || mirrors.Any(mirror => mirror.Geometry.Frames > _memory.Capacity);
        using DeviceMemory.LaunchResidency residency = _memory.Begin(mirrors, mirror => _launch.Binding.IsWritten(mirror.Region));
        try
        {
            LaunchFuture? future = _memory.IsContended ? _launch.Device.History.Begin(_launch, mirrors, _memory) : null;
            if (future is not null)
            {
                residency.Foresee(future);
            }

            // As a whole, the launch would drive out pages that what follows uses before it comes round again.
            bool leavesBehind = mayRunDirect && future?.IsCrowded == true;
            LaunchPages pages = new(_launch, _memory, mirrors, residency, mayEnd, mayHold: !leavesBehind);
            future?.Begin(pages);
            mayRunDirect = mayRunDirect && (_launch.Plan.MayIsKnown || pages.HasUnplanned);
            bool scouts = isAllowed && ScoutChoice.IsFor(_launch, pages);
            if (!residency.IsLinear && _launch.Descriptor.Scout is { } known && (scouts || known.IsScattered))
            {
                _limits.AllowMany();
            }

            WaveRunner waves = new(_launch, pages, _limits, scouts, onlyLinear: residency.IsLinear && mayRunDirect && !scouts);
            LaunchScout? scout = scouts ? new LaunchScout(_launch, pages, waves) : null;
            LaunchChunks chunks = new(_launch, pages, _limits, future, mayRunDirect, leavesBehind);
            WaveLoop? loop = null;
            using ChunkWalk walk = new(scouts ? chunks.Scouted() : chunks.All());
            LaunchAhead? ahead = LaunchAhead.IsFor(_launch, pages) ? new LaunchAhead(_launch, pages, _limits, walk, future) : null;
            while (walk.Take() is { } chunk)
            {
                _cancellationToken.ThrowIfCancellationRequested();
                if (chunk.Direct ? !TryRunDirect(chunk, pages, waves, ahead) : !TryRunScouted(chunk, scout, pages, waves))
                {
                    // The device has less memory than its budget. A direct chunk may have more items than a resumable one, so it is cut again.
                    loop ??= new WaveLoop(_launch, pages, waves, (int)Math.Min(_launch.Box.Count, _limits.MostResumable));
                    foreach (LaunchChunk part in Unscouted(chunk, chunks, scout, pages, waves))
                    {
                        RunResumable(part, pages, waves, loop);
                    }
                }
                else if (_launch.MayBeKept && residency.IsLinear && chunk.Box == _launch.Box
                    && _launch.Device.Options.Testing.RandomEvictions is null && _memory.Observer is null)
                {
                    _launch.Kernel.Keep(_launch, pages, _launch.Device.Scouts.Of(_launch.Descriptor), waves.Layout);
                }

                future?.NoteRun(chunk, pages);
                _launch.Progress?.Add(chunk.Box.Count);
                _launch.Progress?.ThrowIfFailed();
            }

            ahead?.End();
            future?.End(pages, _launch.Plan);
        }
        catch (Exception exception) when (IsEndOfItems(exception))
        {
            // Each page has what the finished items wrote, on the device or on the host. So no contents are dropped.
            residency.Keep();
            throw;
        }

        residency.Finish();
    }

    // At a cancellation, and when the receiver of progress has thrown, items have run whole or not begun.
    private bool IsEndOfItems(Exception exception)
        => (exception is OperationCanceledException && _cancellationToken.IsCancellationRequested) || _launch.Progress?.HasThrown(exception) == true;

    private bool TryRunDirect(LaunchChunk chunk, LaunchPages pages, WaveRunner waves, LaunchAhead? ahead)
    {
        long started = Stopwatch.GetTimestamp();
        if (ahead?.TryTake(chunk) != true)
        {
            pages.Renew();
            if (!pages.TryBringAll(chunk.Plan))
            {
                return false;
            }
        }

        _cancellationToken.ThrowIfCancellationRequested();
        bool proven = _launch.Plan.InBounds || chunk.Plan.InBounds;
        if (proven && !pages.Residency.IsLinear && _launch.Device.Options.Testing.Windows)
        {
            List<ChunkPiece> pieces = new ChunkPieces(_launch.PlanOf, waves.Spans.PlaceOf).Of(chunk, _launch.Device.Options.Testing.Stretches);
            ahead?.Prepare(chunk);
            RunPieces(chunk, pieces, waves, started, ahead);
            return true;
        }

        KernelVariant variant = pages.Residency.IsLinear ? ContiguousVariant.Of(proven, chunk.Plan) : Scattered(waves, proven, () => pages.PlanOf(chunk.Plan));
        ahead?.Prepare(chunk);
        RunDirect(chunk, waves, variant, started, ahead);
        if (variant is KernelVariant.Checked or KernelVariant.Unplanned && pages.HasUnplanned && chunk.Box == _launch.Box && IndexProof.IsPossible(_launch))
        {
            _launch.Device.Scouts.Keep(_launch.Descriptor, KeptScout.OfChecked(_launch, pages));
        }

        return true;
    }

    private bool TryRunScouted(LaunchChunk chunk, LaunchScout? scout, LaunchPages pages, WaveRunner waves)
    {
        long started = Stopwatch.GetTimestamp();
        if (scout is null || !scout.TryBring(chunk, out bool isProven))
        {
            return false;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        KernelVariant variant = pages.Residency.IsLinear ? ContiguousVariant.Of(isProven, chunk.Plan) : Scattered(waves, isProven, () => scout.Brought);
        RunDirect(chunk, waves, variant, started);
        return true;
    }

    /// <summary>The variant for pages that are all there, in any frames. The spans are set for it.</summary>
    private KernelVariant Scattered(WaveRunner waves, bool isProven, Func<MirrorPlan[]> touched)
    {
        if (!isProven || !_launch.Device.Options.Testing.Windows)
        {
            waves.Spans.BindAll();
            return KernelVariant.Paged;
        }

        return waves.Spans.BindStretches(touched()) ? KernelVariant.Linear : KernelVariant.Proven;
    }

    /// <summary>Runs the parts of a chunk that a scout finds the pages of, and leaves those that have to run in waves.</summary>
    private IEnumerable<LaunchChunk> Unscouted(LaunchChunk chunk, LaunchChunks chunks, LaunchScout? scout, LaunchPages pages, WaveRunner waves)
    {
        if (scout is null)
        {
            return chunk.Direct ? chunks.Resumable(chunk.Box) : [chunk];
        }

        DividedChunk divided = new(chunk.Box, _ => !scout.IsOff, box => TryRunScouted(new LaunchChunk(box, _launch.PlanOf(box), Direct: false), scout, pages, waves));
        return divided.Left().SelectMany(chunks.Resumable);
    }

    private void RunDirect(LaunchChunk chunk, WaveRunner waves, KernelVariant variant, long started, LaunchAhead? ahead = null)
    {
        Wave wave = waves.First(chunk.Box);
        End(chunk, wave, waves.Run(variant, wave, _cancellationToken, ahead), started);
    }

    private void RunPieces(LaunchChunk chunk, List<ChunkPiece> pieces, WaveRunner waves, long started, LaunchAhead? ahead)
    {
        ItemRecord[] records = waves.Run(pieces, _cancellationToken, ahead, out Wave last);
        End(chunk, last, records, started);
    }

    private void End(LaunchChunk chunk, Wave wave, ItemRecord[] records, long started)
    {
        if (_memory.Port.StopsBetweenItems)
        {
            // Also where an item failed: lower ones may have been skipped.
            _cancellationToken.ThrowIfCancellationRequested();
        }

        if (records.Length > 0)
        {
            throw _launch.Errors.OfDirect(records, wave);
        }

        _limits.NoteDirect(chunk.Box.Count, Stopwatch.GetElapsedTime(started));
    }

    private void RunResumable(LaunchChunk chunk, LaunchPages pages, WaveRunner waves, WaveLoop loop)
    {
        PagingTestOptions options = _launch.Device.Options.Testing;
        long started = Stopwatch.GetTimestamp();
        pages.Residency.Renew();
        waves.Spans.Bind();
        if (options.FaultAtEveryAccess)
        {
            pages.Residency.EvictUnpromised();
        }
        else if (options.Prefetch && PlanPermission.AllowsMay(_launch.Binding, chunk.Plan))
        {
            pages.BringPlanned(chunk.Plan);
        }

        TimeSpan preparing = Stopwatch.GetElapsedTime(started);
        TimeSpan running = loop.Run(chunk.Box);
        _limits.NoteResumable(chunk.Box.Count, preparing > running ? preparing : running);
    }
}
