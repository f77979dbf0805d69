// Safety: all addresses come from the binding, which pins or owns the memory until the launch ends.
using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;

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
        HomeComing.Of(_launch);
        long started = Stopwatch.GetTimestamp();
        PlaceProof? proof = _launch.Plan.InBounds ? null : _launch.Device.Proofs.Of(_launch.Descriptor);
        proof?.Begin(_launch);
        Bind(proof?.Copy);
        KernelVariant variant = ContiguousVariant.Of(_launch.Plan.InBounds || proof!.IsProven, _launch.Plan);
        foreach (WorkBox part in _launch.Box.Pieces(() => _limits.DirectChunk))
        {
            _launch.CancellationToken.ThrowIfCancellationRequested();
            RunPart(variant, part);
            _launch.Progress?.Add(part.Count);
        }

        proof?.End(Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Binds each span to the address of its elements. Tables differ, so that addresses tell which of two elements comes first.</summary>
    private unsafe void Bind(LoadedCopy? copy)
    {
        ReadOnlySpan<LaunchBuffer> buffers = _launch.Binding.Buffers;
        for (int i = 0; i < buffers.Length; i++)
        {
            LaunchBuffer buffer = buffers[i];
            long origin = buffer.Region is { } region ? (long)region.Address + buffer.Start * buffer.ElementSize : 0;
            origin = copy is not null && copy.AddressOf(i) is not 0 and long copied ? copied : origin;
            _launch.Kernel.Bind(i, new DeviceSpan { Origin = origin, Table = i, Length = (int)buffer.Length });
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
        ItemRecord[] records = canFail ? _layout.ReadRecords(_port) : [];
        if (records.Length > 0)
        {
            ItemRecord first = records.MinBy(record => record.Slot);
            throw _launch.Errors.Of(first.Code, first.Site, first.Element, wave.Item(_launch.Descriptor.Rank, first.Slot));
        }

        _limits.NoteDirect(wave.Count, Stopwatch.GetElapsedTime(started));
    }
}
