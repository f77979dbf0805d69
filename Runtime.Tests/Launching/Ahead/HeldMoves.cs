using System.Diagnostics.Tracing;
using HmmGen.Launching.Ahead;
using HmmGen.Tests.Telemetry;
using Xunit;

namespace HmmGen.Tests.Launching.Ahead;

/// <summary>Stops the thread that brings pages ahead, before its first pages move, until the test lets it go.</summary>
internal sealed class HeldMoves : EventListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualResetEventSlim _reached = new();
    private readonly ManualResetEventSlim _letGo = new();
    private readonly string _device;
    private readonly Action? _then;

    /// <summary>Holds the next move of a device.</summary>
    /// <param name="device">The device's name, which no other device has.</param>
    /// <param name="then">What happens before the pages move; null for nothing.</param>
    public HeldMoves(string device, Action? then = null)
    {
        (_device, _then) = (device, then);
        EnableEvents(CollectedEvents.Source, EventLevel.Verbose, HmmGen.Base.Telemetry.HmmEvents.Keywords.Pages);
    }

    /// <summary>Waits until the thread is held.</summary>
    public void Reach() => Assert.True(_reached.Wait(Patience), "no page came ahead");

    /// <summary>Lets the thread go.</summary>
    public void LetGo() => _letGo.Set();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _letGo.Set();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (_device is not null && eventData.EventName == "PagesMoved" && Equals(eventData.Payload![0], _device) && !_reached.IsSet
            && Environment.StackTrace.Contains(nameof(LaunchAhead), StringComparison.Ordinal))
        {
            _reached.Set();
            _letGo.Wait(Patience);
            _then?.Invoke();
        }
    }
}
