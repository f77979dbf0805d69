using System.Diagnostics;

namespace HmmGen.Launching;

/// <summary>Tells the caller of a launch how far it has come: in order, at most 20 times a second, and once at its end.</summary>
/// <param name="target">Who is told.</param>
/// <param name="device">The device, whose counts are told.</param>
/// <param name="items">All work items of the launch.</param>
internal sealed class ProgressReport(IProgress<HmmProgress> target, DeviceSession device, long items)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly HmmStatistics _before = device.Counters.Snapshot();
    private long _done;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Makes the report of a launch.</summary>
    /// <param name="device">The device.</param>
    /// <param name="extent">The launch's extent.</param>
    /// <returns>The report; null when nobody wants it.</returns>
    public static ProgressReport? Of(DeviceSession device, HmmExtent extent)
        => extent.Progress is { } target ? new ProgressReport(target, device, extent.Box.Count) : null;

    /// <summary>Work items have run to their end.</summary>
    /// <param name="count">How many.</param>
    public void Add(long count)
    {
        Interlocked.Add(ref _done, count);
        Tick();
    }

    /// <summary>Time has passed.</summary>
    public void Tick()
    {
        // Whoever finds another at it goes on working: that one tells the same.
        if (Stopwatch.GetElapsedTime(Interlocked.Read(ref _last)) < Interval || !_gate.TryEnter())
        {
            return;
        }

        try
        {
            long done = Interlocked.Read(ref _done);
            if (done < items && Stopwatch.GetElapsedTime(_last) >= Interval)
            {
                Tell(done);
                Interlocked.Exchange(ref _last, Stopwatch.GetTimestamp());
            }
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>The launch has finished.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            Tell(items);
        }
    }

    private void Tell(long done)
    {
        HmmStatistics since = device.Counters.Snapshot() - _before;
        target.Report(new HmmProgress(done, items, since.BytesIn, since.BytesOut, since.PageFaults));
    }
}
