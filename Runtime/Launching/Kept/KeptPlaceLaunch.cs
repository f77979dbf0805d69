using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Launching.InPlace;
using HmmGen.Launching.Scouting;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>
/// A launch that has run in place as one chunk. It runs again while nothing is lost or protected, the device was not closed, and no other device over the
/// hardware has frames that a touch could wait for. It makes no object of its own; the device's driver may.
/// </summary>
/// <remarks>
/// Of arrays of a space it keeps the addresses, which never change. Plain arrays are pinned anew each time, and may be others. Indices that the plan does not
/// prove are checked, or found in the copy that was proven (<see cref="PlaceProof"/>), as by a launch that takes all steps.
/// </remarks>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
internal sealed class KeptPlaceLaunch<TKernel, TArguments> : KeptLaunch<TKernel, TArguments>
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    private readonly long _memory;
    private readonly HomeRange[] _ranges;
    private readonly ControlLayout _layout;
    private readonly Wave _wave;
    private readonly TArguments _bound;
    private readonly bool _knowsOthers;

    /// <summary>Keeps a launch.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="given">Its scalar arguments.</param>
    /// <param name="spans">The place of each span parameter's elements.</param>
    /// <param name="ranges">What it brought to the host.</param>
    /// <param name="layout">Its control memory.</param>
    public KeptPlaceLaunch(Launch launch, in TArguments given, ReadOnlySpan<DeviceSpan> spans, HomeRange[] ranges, ControlLayout layout)
        : base(launch, given)
    {
        _memory = launch.Device.Memory.Number;
        _ranges = ranges;
        _layout = layout;
        _wave = layout.Place(Wave.Of(launch.Box));
        _bound = given;
        spans.CopyTo(ArgumentSpans.Of(ref _bound, spans.Length));
        _knowsOthers = IndexProof.KnowsOthers(launch);
    }

    /// <summary>Whether the device's memory is the one for which the launch was kept.</summary>
    /// <param name="memory">The device's memory.</param>
    /// <returns>True when it is.</returns>
    public bool IsIn(DeviceMemory memory) => _memory == memory.Number;

    /// <inheritdoc/>
    protected override bool TryRunHeld(DeviceSession device, ReadOnlySpan<LaunchBuffer> buffers)
    {
        // A device that is disposed of has no memory, and one that was opened again has another.
        if (device.OpenedMemory is not { } memory || !IsIn(memory) || !device.Gate!.TryEnter(shared: false))
        {
            return false;
        }

        try
        {
            return TryRunAlone(device, memory, buffers);
        }
        finally
        {
            device.Gate.Leave(shared: false);
        }
    }

    private bool TryRunAlone(DeviceSession device, DeviceMemory memory, ReadOnlySpan<LaunchBuffer> buffers)
    {
        if (!PlaceRules.AllowNow(buffers, memory.Port))
        {
            return false;
        }

        PageCounts start = device.Counters.Pages();
        Span<long> own = stackalloc long[(int)Counter.FirstOfPages];
        try
        {
            Count(device, own, Counter.Launches, 1);
            HomeComing.Bring(_ranges, buffers, CancellationToken.None);
            TArguments arguments = _bound;
            PinnedArrays.Run(buffers, ArgumentSpans.Of(ref arguments, buffers.Length), new Pinned(this, device, memory, buffers, ref arguments, own));
        }
        finally
        {
            device.Kernels.Add(Descriptor.Name, own, start, device.Counters.Pages());
        }

        return true;
    }

    private void RunPinned(DeviceSession device, DeviceMemory memory, ReadOnlySpan<LaunchBuffer> buffers, ref TArguments arguments, Span<long> own)
    {
        long started = Stopwatch.GetTimestamp();
        PlaceProof? proof = Plan.InBounds ? null : device.Proofs.Of(Descriptor);
        if (proof is not null)
        {
            Span<DeviceSpan> spans = ArgumentSpans.Of(ref arguments, buffers.Length);
            PlacedLaunch placed = new(Descriptor, Box, ArgumentSpans.ScalarsOf(arguments, buffers.Length), spans);
            proof.Begin(placed, _knowsOthers && IndexProof.LeavesLoaded(Descriptor, buffers));
            for (int i = 0; proof.Copy is { } copy && i < spans.Length; i++)
            {
                spans[i] = copy.SpanOf(i, spans[i]);
            }
        }

        bool isProven = proof is null || proof.IsProven;
        bool canFail = !isProven || Descriptor.HasGuards;
        if (canFail)
        {
            _layout.ClearRecords(memory.Port);
        }

        Count(device, own, Counter.Waves, 1);
        long running = Stopwatch.GetTimestamp();
        memory.Port.RunInPlace<TKernel, TArguments>(ContiguousVariant.Of(isProven, Plan), _wave, arguments);
        Count(device, own, Counter.RunningTime, Stopwatch.GetTimestamp() - running);
        if (canFail && _layout.ReadRecords(memory.Port) is { Length: > 0 } records)
        {
            Launch whole = Whole(device, buffers);
            using (whole.Binding)
            {
                throw whole.Errors.OfDirect(records, _wave);
            }
        }

        proof?.End(Stopwatch.GetElapsedTime(started));
    }

    private readonly ref struct Pinned(
        KeptPlaceLaunch<TKernel, TArguments> launch,
        DeviceSession device,
        DeviceMemory memory,
        ReadOnlySpan<LaunchBuffer> buffers,
        ref TArguments arguments,
        Span<long> own) : IPinnedRun
    {
        private readonly ReadOnlySpan<LaunchBuffer> _buffers = buffers;
        private readonly ref TArguments _arguments = ref arguments;
        private readonly Span<long> _own = own;

        public void Run() => launch.RunPinned(device, memory, _buffers, ref _arguments, _own);
    }
}
