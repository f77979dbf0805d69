using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;

namespace HmmGen.Benchmarks.Telemetry;

/// <summary>Listens to the outlets that it is told to, and throws away what it hears.</summary>
internal sealed class Outlets : IDisposable
{
    private readonly List<IDisposable> _listeners = [];

    /// <summary>Listens from now on.</summary>
    /// <param name="meter">Whether to the meter.</param>
    /// <param name="spans">Whether to spans.</param>
    /// <param name="events">The level of events; null for none.</param>
    public Outlets(bool meter, bool spans, EventLevel? events)
    {
        if (meter)
        {
            MeterListener listener = new()
            {
                InstrumentPublished = static (instrument, listener) =>
                {
                    if (instrument.Meter.Name == HmmTelemetry.Name)
                    {
                        listener.EnableMeasurementEvents(instrument);
                    }
                },
            };
            listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
            listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
            listener.Start();
            _listeners.Add(listener);
        }

        if (spans)
        {
            ActivityListener listener = new()
            {
                ShouldListenTo = static source => source.Name == HmmTelemetry.Name,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            };
            ActivitySource.AddActivityListener(listener);
            _listeners.Add(listener);
        }

        if (events is { } level)
        {
            _listeners.Add(new Events(level));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listeners.ForEach(static listener => listener.Dispose());

    private sealed class Events : EventListener
    {
        public Events(EventLevel level) => EnableEvents(
            EventSource.GetSources().Single(static source => source.Name == HmmTelemetry.Name), level, EventKeywords.All);

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
        }
    }
}
