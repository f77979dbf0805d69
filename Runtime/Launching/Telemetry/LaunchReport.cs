using System.Diagnostics;
using HmmGen.Base.Telemetry;

namespace HmmGen.Launching.Telemetry;

/// <summary>Reports one launch to the outlets that somebody listens to: a span, two instruments and two events. Used by one thread at a time.</summary>
/// <remarks>Made and ended by one asynchronous method, so that the caller's activity is the span's parent and is current again afterwards.</remarks>
internal sealed class LaunchReport
{
    private readonly string _kernel;
    private readonly string _device;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Activity? _span;

    private LaunchReport(string kernel, string device, long items, HmmMeasurement? callers)
    {
        Measurement = new HmmMeasurement(callers);
        _kernel = kernel;
        _device = device;
        if (HmmEvents.Log.IsEnabled())
        {
            HmmEvents.Log.LaunchStart(kernel, device, items);
        }

        if (LaunchInstruments.Spans.HasListeners())
        {
            _span = LaunchInstruments.Spans.StartActivity(
                $"launch {kernel}",
                ActivityKind.Internal,
                parentContext: default,
                [new(LaunchInstruments.Kernel, kernel), new(LaunchInstruments.Device, device), new("hmmgen.items", items)]);
        }
    }

    /// <summary>Whether anybody listens.</summary>
    public static bool IsWanted => HmmEvents.Log.IsEnabled() || LaunchInstruments.AreWanted;

    /// <summary>Takes the launch's counts, and passes them on to the caller's measurement.</summary>
    public HmmMeasurement Measurement { get; }

    /// <summary>Begins the report.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="device">The device's name.</param>
    /// <param name="items">The number of work items.</param>
    /// <param name="callers">The caller's measurement; null when there is none.</param>
    /// <returns>The report. Call <see cref="End"/>.</returns>
    public static LaunchReport Begin(string kernel, string device, long items, HmmMeasurement? callers) => new(kernel, device, items, callers);

    /// <summary>Ends the report.</summary>
    /// <param name="failure">The launch's exception; null after success.</param>
    public void End(Exception? failure)
    {
        TimeSpan taken = Stopwatch.GetElapsedTime(_started);
        HmmStatistics counts = Measurement.Statistics;
        string? error = failure?.GetType().FullName;
        EndSpan(counts, failure, error);
        TagList tags = new() { { LaunchInstruments.Device, _device }, { LaunchInstruments.Kernel, _kernel } };
        if (error is not null)
        {
            tags.Add(LaunchInstruments.Error, error);
        }

        LaunchInstruments.Launches.Add(1, tags);
        LaunchInstruments.Duration.Record(taken.TotalSeconds, tags);
        if (HmmEvents.Log.IsEnabled())
        {
            HmmEvents.Log.LaunchStop(
                _kernel, _device, taken.TotalSeconds, counts.Faults, counts.BytesIn, counts.BytesOut, counts.Evictions, counts.Waves, error ?? "");
        }
    }

    private void EndSpan(HmmStatistics counts, Exception? failure, string? error)
    {
        if (_span is null)
        {
            return;
        }

        if (_span.IsAllDataRequested)
        {
            _span.SetTag("hmmgen.waves", counts.Waves)
                .SetTag("hmmgen.faults", counts.Faults)
                .SetTag("hmmgen.bytes.in", counts.BytesIn)
                .SetTag("hmmgen.bytes.out", counts.BytesOut)
                .SetTag("hmmgen.evictions", counts.Evictions);
            if (failure is not null)
            {
                _span.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag(LaunchInstruments.Error, error).AddException(failure);
            }
        }

        _span.Dispose();
    }
}
