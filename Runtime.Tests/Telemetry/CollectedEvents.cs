using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace HmmGen.Tests.Telemetry;

/// <summary>Listens to the event source.</summary>
internal sealed class CollectedEvents : EventListener
{
    private readonly ConcurrentQueue<EventWrittenEventArgs> _events = [];

    /// <summary>Listens from now on.</summary>
    /// <param name="level">The least important level.</param>
    /// <param name="keywords">The keywords.</param>
    public CollectedEvents(EventLevel level, EventKeywords keywords = EventKeywords.All)
    {
        EnableEvents(Source, level, keywords);
    }

    /// <summary>The event source.</summary>
    public static EventSource Source => EventSource.GetSources().Single(static source => source.Name == HmmTelemetry.Name);

    /// <summary>The events of a name, with their values by name.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="value">A value that they have, such as the device's name.</param>
    /// <returns>The events.</returns>
    public List<Dictionary<string, object?>> Of(string name, string value) =>
        [.. _events
            .Where(one => one.EventName == name && one.Payload!.Contains(value))
            .Select(static one => one.PayloadNames!.Zip(one.Payload!).ToDictionary(static pair => pair.First, static pair => pair.Second))];

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData) => _events?.Enqueue(eventData);
}
