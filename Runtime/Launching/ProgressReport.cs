using System.Diagnostics;
using System.Runtime.ExceptionServices;
using HmmGen.Base;

namespace HmmGen.Launching;

/// <summary>Reports the progress of a launch to its caller: in order, at most 20 times a second, and once at the end. Thread safe.</summary>
/// <remarks>
/// Work items may be half run when it is time to report. So an exception of the receiver is kept until the launch has come to where it can end, and nothing
/// more is reported.
/// </remarks>
/// <param name="target">The caller's receiver.</param>
/// <param name="device">The device, whose counts are reported.</param>
/// <param name="items">The number of all work items of the launch.</param>
internal sealed class ProgressReport(IProgress<HmmProgress> target, DeviceSession device, long items)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly HmmStatistics _before = device.Counters.Snapshot();
    private long _done;
    private long _last = Stopwatch.GetTimestamp();
    private volatile ExceptionDispatchInfo? _failure;

    /// <summary>Makes the report of a launch.</summary>
    /// <param name="device">The device.</param>
    /// <param name="extent">The launch's extent.</param>
    /// <returns>The report; null when the caller wants none.</returns>
    public static ProgressReport? Of(DeviceSession device, HmmExtent extent)
        => extent.Progress is { } target ? new ProgressReport(target, device, extent.Box.Count) : null;

    /// <summary>Whether the receiver has thrown. The launch then ends as if it had been cancelled.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>Whether an exception is what the receiver has thrown.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>True when it is.</returns>
    public bool HasThrown(Exception exception) => _failure?.SourceException == exception;

    /// <summary>Throws what the receiver has thrown, if it has.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>Adds work items that have run to their end, and reports if it is time.</summary>
    /// <param name="count">The number of items.</param>
    public void Add(long count)
    {
        Interlocked.Add(ref _done, count);
        Tick();
    }

    /// <summary>Reports if enough time has passed since the last report.</summary>
    public void Tick()
    {
        // If another thread is reporting, this thread goes on working: the other reports the same.
        if (HasFailed || Stopwatch.GetElapsedTime(Interlocked.Read(ref _last)) < Interval || !_gate.TryEnter())
        {
            return;
        }

        try
        {
            long done = Interlocked.Read(ref _done);
            if (done < items && !HasFailed && Stopwatch.GetElapsedTime(_last) >= Interval)
            {
                Tell(done);
                Interlocked.Exchange(ref _last, Stopwatch.GetTimestamp());
            }
        }
        catch (Exception failure)
        {
            // The failure is not lost: the launch throws it.
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Reports the end of the launch, and throws what the receiver throws.</summary>
    public void Finish()
    {
        ThrowIfFailed();
        lock (_gate)
        {
            Tell(items);
        }
    }

    private void Tell(long done)
    {
        HmmStatistics since = device.Counters.Snapshot() - _before;
        using ForeignCode report = ForeignCode.BeginReport();
        target.Report(new HmmProgress(done, items, since.BytesIn, since.BytesOut, since.PageFaults));
    }
}
