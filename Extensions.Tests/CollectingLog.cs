using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HmmGen.Extensions.Tests;

/// <summary>A logger that keeps what it is told under the category HmmGen.</summary>
internal sealed class CollectingLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string? Name, string Text)> _messages = [];

    /// <summary>The messages.</summary>
    public IReadOnlyList<(LogLevel Level, string? Name, string Text)> Messages => [.. _messages];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => categoryName == HmmTelemetry.Name ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _messages.Enqueue((logLevel, eventId.Name, formatter(state, exception)));

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
