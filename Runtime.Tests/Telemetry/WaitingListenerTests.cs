using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using HmmGen.Base.Telemetry;
using HmmGen.Tests.Launching;
using Xunit;

namespace HmmGen.Tests.Telemetry;

/// <summary>Some events are told while a device is locked. A listener that would wait for it is refused, in place of a wait without end.</summary>
[Collection(AllocationCounts.Name)]
public sealed class WaitingListenerTests
{
    [Fact]
    public async Task A_listener_does_not_wait_for_the_call_that_reports()
    {
        _ = HmmEvents.Log;
        ConcurrentDictionary<string, Exception?> outcomes = [];
        HmmDevice device = Observed.Device(9311);
        await Task.Run(Run, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        foreach (string held in (string[])["DeviceOpened", "PagesMoved", "DeviceClosed"])
        {
            Assert.Contains("listener to events", Assert.IsType<InvalidOperationException>(outcomes[held]).Message, StringComparison.Ordinal);
        }

        Assert.Null(outcomes["LaunchStart"]);

        void Run()
        {
            using ReactingListener listener = new(Observed.NameOf(9311), name =>
            {
                // The device is free when a launch has ended. A trim would close it, and nothing would be left to close.
                if (name != "LaunchStop")
                {
                    outcomes[name] = Record.Exception(device.Trim);
                }
            });
            Observed.Launch(device);
            device.Trim();
            device.Dispose();
        }
    }

    private sealed class ReactingListener : EventListener
    {
        private readonly string? _device;
        private readonly Action<string>? _react;
        private bool _reacts;

        public ReactingListener(string device, Action<string> react)
        {
            (_device, _react) = (device, react);
            EnableEvents(CollectedEvents.Source, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (_react is not null && !_reacts && eventData.Payload!.Contains(_device))
            {
                _reacts = true;
                _react(eventData.EventName!);
                _reacts = false;
            }
        }
    }
}
