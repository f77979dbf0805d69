// Safety: addresses come from the binding, which pins or owns the memory until the launch ends.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>Runs a launch on the host: the user's own method, on the processors that the device may use, in place.</summary>
/// <typeparam name="TKernel">The generated kernel.</typeparam>
/// <typeparam name="TArguments">Its arguments.</typeparam>
/// <param name="device">The host.</param>
/// <param name="extent">The work items.</param>
/// <param name="arguments">The scalar arguments.</param>
/// <param name="binding">The memory.</param>
/// <param name="plan">The launch's plan.</param>
/// <param name="counters">What is counted.</param>
/// <param name="progress">Is told how far the launch has come; null for nobody.</param>
/// <param name="cancellationToken">Ends the launch between items.</param>
internal sealed unsafe class HostLaunch<TKernel, TArguments>(
    DeviceSession device,
    HmmExtent extent,
    TArguments arguments,
    LaunchBinding binding,
    AccessPlan plan,
    LaunchCounters counters,
    ProgressReport? progress,
    CancellationToken cancellationToken)
    where TKernel : struct, IHmmKernel<TArguments>
    where TArguments : unmanaged
{
    /// <summary>Fewer items than this are not worth a second thread.</summary>
    private const long SmallestRange = 32;

    /// <summary>Ranges for each processor, so that one with heavy items does not keep the others waiting.</summary>
    private const int RangesPerProcessor = 8;

    /// <summary>What is brought to the host between two looks at the token.</summary>
    private const long BroughtAtOnce = 4 << 20;

    /// <summary>The time between two counts of finished items: a fraction of the time between two reports.</summary>
    private static readonly TimeSpan Counted = TimeSpan.FromMilliseconds(5);

    private readonly LaunchErrors _errors = new(TKernel.Descriptor, binding);
    private readonly Wave _wave = WorkBox.Of(extent).Frame();
    private readonly bool _canFail = !plan.InBounds || TKernel.Descriptor.HasGuards;
    private volatile bool _stopped;

    /// <summary>Runs the launch.</summary>
    public void Run()
    {
        nint[] addresses = BringToHost();
        counters.Add(Counter.Waves, 1);
        long started = Stopwatch.GetTimestamp();
        try
        {
            if (PlanPermission.IsUnprotected(binding, TKernel.Descriptor) || PlanPermission.AllowsMay(binding, plan))
            {
                RunMethod(addresses);
            }
            else
            {
                RunGuarded(addresses);
            }
        }
        finally
        {
            counters.Add(Counter.RunningTime, Stopwatch.GetElapsedTime(started));
        }
    }

    private nint[] BringToHost()
    {
        nint[] addresses = new nint[binding.Parameters.Length];
        for (int i = 0; i < addresses.Length; i++)
        {
            BoundParameter parameter = binding.Parameters[i];
            if (parameter.Region is { } region)
            {
                bool writes = TKernel.Descriptor.Parameters[i].Writes;
                // Faults would bring transparent memory all the same, a page at a time.
                long step = cancellationToken.CanBeCanceled ? Math.Max(1, BroughtAtOnce / region.UnitSize) : parameter.UnitCount;
                for (long done = 0; done < parameter.UnitCount; done += step)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    region.Settle(parameter.FirstUnit + done, Math.Min(step, parameter.UnitCount - done), writes);
                }

                if (writes)
                {
                    region.Written?.Add(parameter.FirstUnit, parameter.UnitCount);
                }

                addresses[i] = (nint)(region.Address + parameter.Start * parameter.ElementSize);
            }
        }

        return addresses;
    }

    private void RunMethod(nint[] addresses)
    {
        HostSpans spans = new(addresses, binding.Lengths);
        long count = _wave.Count;
        HostFailure failure = new();
        HostProcessors processors = device.Processors;
        long ranges = Math.Min(count / SmallestRange, (long)processors.Degree * RangesPerProcessor);
        if (ranges <= 1 || processors.Degree == 1)
        {
            RunRange(spans, 0, count, failure);
        }
        else
        {
            new HostTeam(
                processors,
                ranges,
                range => RunRange(spans, (long)((Int128)count * range / ranges), (long)((Int128)count * (range + 1) / ranges), failure)).Run();
        }

        if (failure.Exception is { } exception)
        {
            if (Explain(addresses, failure.Slot, exception) is { } translated)
            {
                throw translated;
            }

            ExceptionDispatchInfo.Throw(exception);
        }

        if (_stopped)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private bool RunRange(HostSpans spans, long first, long end, HostFailure failure)
    {
        if (progress is null)
        {
            return RunItems(spans, first, end, failure);
        }

        LaunchPace pace = new(Counted, least: 1);
        while (first < end)
        {
            long items = Math.Min(end - first, pace.Limit);
            long started = Stopwatch.GetTimestamp();
            if (!RunItems(spans, first, first + items, failure))
            {
                return false;
            }

            pace.Note(items, Stopwatch.GetElapsedTime(started));
            progress.Add(items);
            first += items;
        }

        return true;
    }

    private bool RunItems(HostSpans spans, long first, long end, HostFailure failure)
    {
        if (cancellationToken.CanBeCanceled)
        {
            return RunStoppable(spans, first, end, failure);
        }

        FollowedItem followed = new() { Slot = first };
        try
        {
            if (_canFail)
            {
                TKernel.Host(spans, _wave, arguments, first, end, ref followed);
            }
            else
            {
                UnfollowedItem unfollowed = default;
                TKernel.Host(spans, _wave, arguments, first, end, ref unfollowed);
            }

            return true;
        }
        catch (Exception exception)
        {
            // Not swallowed: Run throws the failure of the lowest item once all ranges have ended.
            failure.Note(followed.Slot, exception);
            return false;
        }
    }

    private bool RunStoppable(HostSpans spans, long first, long end, HostFailure failure)
    {
        StoppableItem item = new(cancellationToken);
        try
        {
            TKernel.Host(spans, _wave, arguments, first, end, ref item);
            return true;
        }
        catch (OperationCanceledException) when (item.HasStopped)
        {
            _stopped = true;
            return false;
        }
        catch (Exception exception)
        {
            // Not swallowed: Run throws the failure of the lowest item once all ranges have ended.
            failure.Note(item.Slot, exception);
            return false;
        }
    }

    private void RunGuarded(nint[] addresses)
    {
        using HostControl control = new(TKernel.Descriptor);
        TArguments bound = Bind(addresses);
        GuardedMemory memory = new(binding, control);
        for (long slot = 0; slot < _wave.Count; slot++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TKernel.Run(memory, control.FrameOf(_wave, slot), bound, slot);
            if (control.TakeRecord() is { } record)
            {
                throw _errors.Of(record.Code, record.Site, record.Element, ItemOf(slot));
            }

            progress?.Add(1);
        }
    }

    /// <summary>Makes the exception that a device would give, of what the method threw; null when that is the exception itself, which then tells its place.</summary>
    private Exception? Explain(nint[] addresses, long slot, Exception exception)
    {
        long code = CodeOf(exception);
        if (!_canFail || (code == 0 && TKernel.Descriptor.Exceptions.Count == 0))
        {
            _errors.PlaceOf(ThrownSite.Of(exception, TKernel.Descriptor), -1, !_canFail ? [] : ItemOf(slot)).NoteIn(exception);
            return null;
        }

        ItemRecord? record = RunDry(addresses, slot);
        bool again = record is { } left && _errors.IsOwn(exception, left);
        if (again || code == 0 || _errors.IsOwn(exception))
        {
            int site = again ? record!.Value.Site : ThrownSite.Of(exception, TKernel.Descriptor);
            _errors.PlaceOf(site, -1, ItemOf(slot)).NoteIn(exception);
            return null;
        }

        return record is { } failed && (failed.Code == code || (exception is ArgumentOutOfRangeException && failed.Code != ErrorCode.Thrown))
            ? _errors.Of(failed.Code, failed.Site, failed.Element, ItemOf(slot), exception)
            : _errors.Of(code, -1, -1, ItemOf(slot), exception);
    }

    /// <summary>The error that a device would report for what .NET throws; 0 for what is the method's own business.</summary>
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

    private long[] ItemOf(long slot) => _wave.Item(TKernel.Descriptor.Rank, slot);

    private ItemRecord? RunDry(nint[] addresses, long slot)
    {
        using HostControl control = new(TKernel.Descriptor);
        TKernel.Run(new DryRunMemory(new WriteOverlay(binding), control), control.FrameOf(_wave, slot), Bind(addresses), slot);
        return control.TakeRecord();
    }

    private TArguments Bind(nint[] addresses)
    {
        TArguments bound = arguments;
        for (int i = 0; i < addresses.Length; i++)
        {
            ArgumentSpans.Bind(ref bound, i, new DeviceSpan { Origin = addresses[i], Table = i, Length = binding.Parameters[i].Length });
        }

        return bound;
    }
}
