using System.Diagnostics;

namespace HmmGen.Tests.Telemetry;

/// <summary>Listens to the activity source, and keeps the spans of one device.</summary>
internal sealed class CollectedSpans : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly Lock _gate = new();

    /// <summary>Listens from now on.</summary>
    /// <param name="device">The device's name.</param>
    public CollectedSpans(string device)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HmmTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("hmmgen.device"), device))
                {
                    lock (_gate)
                    {
                        Ended.Add(span);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The spans that have ended.</summary>
    public List<Activity> Ended { get; } = [];

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
