using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Launching.Scouting;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching.InPlace;

/// <summary>Runs a launch on a device whose kernels work on process memory: nothing is mirrored, protected or copied, and no page is looked up.</summary>
/// <remarks>
/// The launch runs in the direct form. Where neither the plan nor an equal launch proves that all indices are in bounds, kernels check them.
/// </remarks>
internal sealed class InPlaceLaunch
{
    private readonly Launch _launch;
    private readonly DevicePort _port;
    private readonly LaunchLimits _limits;
    private readonly ControlLayout _layout;

    private InPlaceLaunch(Launch launch)
    {
        _launch = launch;
        DeviceMemory memory = launch.Device.Memory;
        _port = memory.Port;
        _limits = new LaunchLimits(
            launch.Descriptor, launch.Device.Options, _port, launch.CancellationToken.CanBeCanceled, launch.Progress is not null);
        _layout = new ControlLayout(launch.Descriptor, launch.Box.Count, Math.Min(launch.Box.Count, _limits.MostDirect), saved: 0);
        memory.Tables.Reserve(_layout.Bytes, 0);
    }

    /// <summary>Runs a launch, in place where the device may touch its memory, and over pages that go home afterwards where it may not.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="place">How the device works in place.</param>
    public static void Run(Launch launch, PlaceAccess place)
    {
        if (PlaceRules.Allow(launch, place))
        {
            new InPlaceLaunch(launch).Run();
        }
        else
        {
            using PageVisit visit = new(launch.Device.Memory, launch.Binding.Regions);
            new DeviceLaunch(launch).Run();
        }
    }

    private void Run()
    {
        HomeRange[] ranges = HomeComing.RangesOf(_launch);
        HomeComing.Bring(ranges, _launch.Binding.Buffers, _launch.CancellationToken);
        long started = Stopwatch.GetTimestamp();
        DeviceSpan[] spans = PlaceSpans.Of(_launch.Binding.Buffers);
        PlaceProof? proof = _launch.Plan.InBounds ? null : _launch.Device.Proofs.Of(_launch.Descriptor);
        proof?.Begin(new PlacedLaunch(_launch.Descriptor, _launch.Box, _launch.Kernel.Scalars, spans), IndexProof.IsPossible(_launch));
        for (int i = 0; i < spans.Length; i++)
        {
            _launch.Kernel.Bind(i, proof?.Copy is { } copy ? copy.SpanOf(i, spans[i]) : spans[i]);
        }

        KernelVariant variant = ContiguousVariant.Of(_launch.Plan.InBounds || proof!.IsProven, _launch.Plan);
        foreach (WorkBox part in _launch.Box.Pieces(() => _limits.DirectChunk))
        {
            _launch.CancellationToken.ThrowIfCancellationRequested();
            RunPart(variant, part);
            _launch.Progress?.Add(part.Count);
            _launch.Progress?.ThrowIfFailed();
        }

        proof?.End(Stopwatch.GetElapsedTime(started));
        if (_launch.MayBeKept && _launch.Box.Count <= _limits.DirectChunk)
        {
            _launch.Kernel.KeepInPlace(_launch, spans, ranges, _layout);
        }
    }

    private void RunPart(KernelVariant variant, WorkBox part)
    {
        long started = Stopwatch.GetTimestamp();
        bool canFail = variant is not KernelVariant.Linear || _launch.Descriptor.HasGuards;
        if (canFail)
        {
            _layout.ClearRecords(_port);
        }

        Wave wave = _layout.Place(Wave.Of(part));
        _launch.Counters.Add(Counter.Waves, 1);
        _launch.Counters.Add(Counter.RunningTime, _launch.Kernel.RunInPlace(_port, variant, wave));
        if (canFail && _layout.ReadRecords(_port) is { Length: > 0 } records)
        {
            throw _launch.Errors.OfDirect(records, wave);
        }

        _limits.NoteDirect(wave.Count, Stopwatch.GetElapsedTime(started));
    }
}
