// Safety: all addresses come from the binding, which pins or owns the memory until the launch ends.
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Launching.Lanes;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Runs a launch on the host: the user's own method runs on host memory in place, on the processors that the device may use.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
/// <param name="launch">The launch.</param>
/// <param name="arguments">The scalar arguments.</param>
internal sealed unsafe class HostLaunch<TKernel, TArguments>(Launch launch, TArguments arguments)
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    /// <summary>The bytes that are brought to the host between two checks of the cancellation token.</summary>
    private const long BroughtAtOnce = 4 << 20;

    /// <summary>The time between two counts of finished items. It is a fraction of the time between two progress reports.</summary>
    private static readonly TimeSpan Counted = TimeSpan.FromMilliseconds(5);

    private readonly KernelDescriptor _descriptor = launch.Descriptor;
    private readonly LaunchErrors _errors = launch.Errors;
    private readonly CancellationToken _cancellationToken = launch.CancellationToken;
    private readonly Wave _wave = Wave.Of(launch.Box);
    private readonly bool _canFail = !launch.Plan.InBounds || launch.Descriptor.HasGuards;
    private KernelLanes? _lanes;
    private FailureSearch _search = FailureSearch.ByEach;

    private HostProcessors Processors => launch.Device.Processors;

    /// <summary>Runs items on this thread.</summary>
    /// <param name="lanes">How items run side by side; null for one by one.</param>
    /// <param name="spans">The place of each span parameter's elements.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="given">The scalar arguments.</param>
    /// <param name="search">How the item that failed is found.</param>
    /// <param name="first">The first item's slot.</param>
    /// <param name="end">One past the last item's slot.</param>
    /// <param name="failure">Gets what the method threw, for the caller to throw when all items that run have ended.</param>
    /// <returns>False when the method threw.</returns>
    public static bool TryItems(
        KernelLanes? lanes, HostSpans spans, Wave wave, in TArguments given, FailureSearch search, long first, long end, HostFailure failure)
    {
        FollowedItem followed = default;
        followed.Begin(first, 0);
        try
        {
            if (search == FailureSearch.ByEach)
            {
                LaneLoop.Run<TKernel, TArguments, FollowedItem>(lanes, spans, wave, given, first, end, ref followed);
            }
            else
            {
                UnfollowedItem unfollowed = default;
                LaneLoop.Run<TKernel, TArguments, UnfollowedItem>(lanes, spans, wave, given, first, end, ref unfollowed);
            }

            return true;
        }
        catch (Exception exception)
        {
            failure.Note(search == FailureSearch.ByRepeating ? FailedSlot(lanes, spans, wave, given, first, end) : followed.Slot, exception);
            return false;
        }
    }

    // Where another thread of the process has changed what items read, perhaps none fails now. Then the first item stands for the range.
    private static long FailedSlot(KernelLanes? lanes, HostSpans spans, Wave wave, in TArguments given, long first, long end)
    {
        FollowedItem followed = default;
        try
        {
            LaneLoop.Run<TKernel, TArguments, FollowedItem>(lanes, spans, wave, given, first, end, ref followed);
            return first;
        }
        catch (Exception)
        {
            // The exception of the first run is the one that is thrown.
            return followed.Slot;
        }
    }

    /// <summary>Runs the launch.</summary>
    /// <returns>The place of each span parameter's elements; null where each access was looked at, since memory is protected or items have the greatest index.</returns>
    public DeviceSpan[]? Run()
    {
        DeviceSpan[] spans = BringToHost();
        launch.Counters.Add(Counter.Waves, 1);
        long started = Stopwatch.GetTimestamp();
        try
        {
            // Generated loops over items end before the greatest int.
            if (!launch.Box.HasGreatestIndex
                && (PlanPermission.IsUnprotected(launch.Binding, _descriptor) || PlanPermission.AllowsMay(launch.Binding, launch.Plan)))
            {
                RunMethod(spans);
                return spans;
            }

            RunGuarded(spans);
            return null;
        }
        finally
        {
            launch.Counters.Add(Counter.RunningTime, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>Brings the buffers to the host. Each span's Origin is the address of element 0, its Table the parameter's number.</summary>
    private DeviceSpan[] BringToHost()
    {
        ReadOnlySpan<LaunchBuffer> buffers = launch.Binding.Buffers;
        DeviceSpan[] spans = new DeviceSpan[buffers.Length];
        for (int i = 0; i < spans.Length; i++)
        {
            LaunchBuffer buffer = buffers[i];
            spans[i].Table = i;
            spans[i].Length = (int)buffer.Length;
            if (buffer.Region is { } region)
            {
                bool writes = _descriptor.Parameters[i].Writes;
                // Page faults would bring transparent memory too, but one page at a time.
                long step = _cancellationToken.CanBeCanceled ? Math.Max(1, BroughtAtOnce / region.UnitSize) : buffer.UnitCount;
                for (long done = 0; done < buffer.UnitCount; done += step)
                {
                    _cancellationToken.ThrowIfCancellationRequested();
                    region.Settle(buffer.FirstUnit + done, Math.Min(step, buffer.UnitCount - done), writes);
                }

                if (writes)
                {
                    region.Written?.Add(buffer.FirstUnit, buffer.UnitCount);
                }

                spans[i].Origin = (long)region.Address + buffer.Start * buffer.ElementSize;
            }
        }

        return spans;
    }

    private void RunMethod(DeviceSpan[] bound)
    {
        HostFailure failure = new();
        _lanes = LaneChoice.Now(LaneChoice.Of<TKernel, TArguments>(launch, bound, arguments), _descriptor, bound, _wave.Count, launch.Device);
        _search = FailureSearches.Of(_descriptor, bound, _wave.Count, _canFail, isApart: _lanes is not null);
        LaneTables? tables = LaneTables.Of(_descriptor, launch.Device);
        tables?.Begin(_lanes, bound, _wave.Count);
        new Team(this, new HostSpans(bound), tables, failure).Run(_wave.Count, LaneLoop.Unit(_lanes, TKernel.Rank, _wave), alone: 0);
        launch.Progress?.ThrowIfFailed();
        if (failure.StoppedAt < failure.Slot)
        {
            // Items before the one that failed, if one has, did not run. One of them might have failed too.
            _cancellationToken.ThrowIfCancellationRequested();
        }

        if (failure.Exception is { } exception)
        {
            Throw(bound, failure.Slot, exception);
        }
    }

    /// <summary>Throws the exception of an item that failed, as a device would report it.</summary>
    /// <param name="spans">The place of each span parameter's elements.</param>
    /// <param name="slot">The item's slot.</param>
    /// <param name="exception">What the method threw.</param>
    [DoesNotReturn]
    public void Throw(DeviceSpan[] spans, long slot, Exception exception)
    {
        if (Explain(spans, slot, exception) is { } translated)
        {
            throw translated;
        }

        ExceptionDispatchInfo.Throw(exception);
    }

    private bool RunRange(HostSpans spans, long first, long end, HostFailure failure)
    {
        if (launch.Progress is null)
        {
            return RunItems(spans, first, end, failure);
        }

        LaunchPace pace = new(Counted, least: 1);
        while (first < end && !launch.Progress.HasFailed)
        {
            long items = Math.Min(end - first, pace.Limit);
            long started = Stopwatch.GetTimestamp();
            if (!RunItems(spans, first, first + items, failure))
            {
                return false;
            }

            pace.Note(items, Stopwatch.GetElapsedTime(started));
            if (failure.Exception is null)
            {
                launch.Progress.Add(items);
            }

            first += items;
        }

        return !launch.Progress.HasFailed;
    }

    private bool RunItems(HostSpans spans, long first, long end, HostFailure failure)
        => _cancellationToken.CanBeCanceled
            ? RunStoppable(spans, first, end, failure)
            : TryItems(_lanes, spans, _wave, arguments, _search, first, end, failure);

    private bool RunStoppable(HostSpans spans, long first, long end, HostFailure failure)
    {
        StoppableItem item = new(_cancellationToken);
        try
        {
            LaneLoop.Run<TKernel, TArguments, StoppableItem>(_lanes, spans, _wave, arguments, first, end, ref item);
            return true;
        }
        catch (OperationCanceledException) when (item.HasStopped)
        {
            failure.NoteStop(item.Slot);
            return false;
        }
        catch (Exception exception)
        {
            // The failure is not lost: RunMethod throws that of the lowest item when all ranges have ended.
            failure.Note(item.Slot, exception);
            return false;
        }
    }

    private void RunGuarded(DeviceSpan[] spans)
    {
        using HostControl control = new(_descriptor);
        TArguments bound = Bind(spans);
        GuardedMemory memory = new(launch.Binding, control);
        for (long slot = 0; slot < _wave.Count; slot++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            TKernel.Run(memory, control.Place(_wave, slot), bound, slot, ItemIndices.Of(TKernel.Rank, _wave, slot));
            if (control.TakeRecord() is { } record)
            {
                throw _errors.Of(record.Code, record.Site, record.Element, ItemOf(slot));
            }

            launch.Progress?.Add(1);
            launch.Progress?.ThrowIfFailed();
        }
    }

    /// <summary>Translates an exception of the method into that of a device. Null when the exception stays as it is; its data then name the place.</summary>
    private Exception? Explain(DeviceSpan[] spans, long slot, Exception exception)
    {
        long code = CodeOf(exception);
        if (!_canFail || (code == 0 && _descriptor.Exceptions.Count == 0))
        {
            _errors.PlaceOf(ThrownSite.Of(exception, _descriptor), -1, !_canFail ? [] : ItemOf(slot)).NoteIn(exception);
            return null;
        }

        ItemRecord? record = RunDry(spans, slot);
        bool again = record is { } left && _errors.IsOwn(exception, left);
        if (again || code == 0 || _errors.IsOwn(exception))
        {
            int site = again ? record!.Value.Site : ThrownSite.Of(exception, _descriptor);
            _errors.PlaceOf(site, -1, ItemOf(slot)).NoteIn(exception);
            return null;
        }

        return record is { } failed && (failed.Code == code || (exception is ArgumentOutOfRangeException && failed.Code != ErrorCode.Thrown))
            ? _errors.Of(failed.Code, failed.Site, failed.Element, ItemOf(slot), exception)
            : _errors.Of(code, -1, -1, ItemOf(slot), exception);
    }

    /// <summary>The error code that a device would report for an exception of .NET. 0 for every other exception.</summary>
    private static long CodeOf(Exception exception) => exception switch
    {
        IndexOutOfRangeException => ErrorCode.OutOfRange,
        ArgumentOutOfRangeException => ErrorCode.SliceOutOfRange,
        DivideByZeroException => ErrorCode.DivideByZero,
        OverflowException => ErrorCode.Overflow,
        ArgumentException => ErrorCode.EmptyRange,
        ArithmeticException => ErrorCode.NotANumber,
        SwitchExpressionException => ErrorCode.SwitchUnmatched,
        _ => 0,
    };

    private long[] ItemOf(long slot) => _wave.Item(_descriptor.Rank, slot);

    private ItemRecord? RunDry(DeviceSpan[] spans, long slot)
    {
        using HostControl control = new(_descriptor);
        ItemIndices item = ItemIndices.Of(TKernel.Rank, _wave, slot);
        TKernel.Run(new DryRunMemory(new WriteOverlay(launch.Binding), control), control.Place(_wave, slot), Bind(spans), slot, item);
        return control.TakeRecord();
    }

    private TArguments Bind(DeviceSpan[] spans)
    {
        TArguments bound = arguments;
        for (int i = 0; i < spans.Length; i++)
        {
            ArgumentSpans.Bind(ref bound, i, spans[i]);
        }

        return bound;
    }

    private sealed class Team(HostLaunch<TKernel, TArguments> launch, HostSpans spans, LaneTables? tables, HostFailure failure)
        : HostTeam(launch.Processors, spans, tables)
    {
        /// <inheritdoc/>
        protected override bool RunUnits(HostSpans memory, long first, long end) => launch.RunRange(memory, first, end, failure);
    }
}
