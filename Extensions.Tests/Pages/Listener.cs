using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace HmmGen.Extensions.Tests.Pages;

/// <summary>Hears the events of one source, as a trace does that was asked for the same.</summary>
internal sealed class Listener : EventListener
{
    private readonly string? _name;
    private readonly EventKeywords _keywords;
    private readonly EventLevel _level;
    private readonly ConcurrentQueue<EventWrittenEventArgs> _heard = [];

    /// <summary>Begins to listen.</summary>
    /// <param name="name">The source.</param>
    /// <param name="keywords">The keywords.</param>
    /// <param name="level">The level.</param>
    public Listener(string name, EventKeywords keywords, EventLevel level)
    {
        (_name, _keywords, _level) = (name, keywords, level);

        // The base class has told of these before this constructor knew the name.
        foreach (EventSource source in EventSource.GetSources())
        {
            OnEventSourceCreated(source);
        }
    }

    /// <summary>The events so far.</summary>
    public IReadOnlyList<EventWrittenEventArgs> Heard => [.. _heard];

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == _name)
        {
            EnableEvents(eventSource, _level, _keywords);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name == _name)
        {
            _heard.Enqueue(eventData);
        }
    }
}
