using System.Diagnostics.Tracing;
using HmmGen.Base.Telemetry;
using HmmGen.Launching;
using HmmGen.Launching.Telemetry;
using HmmGen.Tests.Launching;
using Xunit;

namespace HmmGen.Tests.Telemetry;

/// <summary>The event source, as a listener sees it.</summary>
[Collection(AllocationCounts.Name)]
public sealed class EventTests
{
    private const EventKeywords Launches = (EventKeywords)1;

    [Fact]
    public void A_launch_and_its_device_are_told()
    {
        _ = HmmEvents.Log;
        using CollectedEvents events = new(EventLevel.Informational);
        string name = Observed.NameOf(9301);
        HmmDevice device = Observed.Device(9301);
        Observed.Launch(device);
        HmmStatistics counts = device.Statistics;
        device.Dispose();

        Assert.Equal([name, "Simulated", 8L * 4096], Assert.Single(events.Of("DeviceOpened", name)).Values);
        Assert.Equal(["Ops.Saxpy", name, 12L * 1024], Assert.Single(events.Of("LaunchStart", name)).Values);
        Dictionary<string, object?> stop = Assert.Single(events.Of("LaunchStop", name));
        Assert.True(stop.Remove("seconds", out object? seconds) && seconds is > 0.0);
        Assert.Equal(["Ops.Saxpy", name, counts.Faults, counts.BytesIn, counts.BytesOut, counts.Evictions, counts.Waves, ""], stop.Values);
        Assert.Single(events.Of("DeviceClosed", name));
        Assert.Empty(events.Of("PagesMoved", name));
    }

    /// <summary>Pages are told of while they move. What a listener throws there ends no launch.</summary>
    [Fact]
    public void A_listener_that_throws_changes_no_launch()
    {
        _ = HmmEvents.Log;
        using FailingListener listener = new();
        using HmmDevice device = Observed.Device(9310);
        PairedStores stores = new(10_000);
        stores.Launch(device);

        Assert.True(listener.Failures > 0);
        Assert.Empty(stores.Half());
        Assert.DoesNotContain(0, stores.First);
    }

    [Fact]
    public void A_failed_launch_names_its_error()
    {
        _ = HmmEvents.Log;
        using CollectedEvents events = new(EventLevel.Informational, Launches);
        using HmmDevice device = Observed.Device(9302);
        Observed.Fail(device);

        Assert.Equal("HmmGen.HmmAccessException", Assert.Single(events.Of("LaunchStop", Observed.NameOf(9302)))["error"]);
        Assert.Empty(events.Of("DeviceOpened", Observed.NameOf(9302)));
    }

    [Fact]
    public void Batches_of_pages_add_up_to_the_statistics()
    {
        _ = HmmEvents.Log;
        using CollectedEvents events = new(EventLevel.Verbose);
        using HmmDevice device = Observed.Device(9303);
        Observed.Launch(device);
        List<Dictionary<string, object?>> batches = events.Of("PagesMoved", Observed.NameOf(9303));

        Assert.Equal(device.Statistics.Evictions, batches.Sum(static batch => (int)batch["pagesEvicted"]!));
        Assert.Equal(device.Statistics.PageFaults, batches.Where(static batch => Equals(batch["cause"], "Demanded")).Sum(static batch => (int)batch["pagesIn"]!));
    }

    [Fact]
    public void A_space_tells_its_mode_and_why()
    {
        _ = HmmEvents.Log;
        using CollectedEvents events = new(EventLevel.Informational);
        HmmSpace space = new(HmmHostMode.Scopes);

        Assert.Contains(events.Of("HostModeChosen", "Scopes"), told => Equals(told["reason"], space.HostModeReason));
    }

    [Fact]
    public void A_listener_that_comes_later_is_told_which_devices_are_open()
    {
        using HmmDevice open = Observed.Device(9304);
        using HmmDevice closed = Observed.Device(9305);
        using HmmDevice unopened = Observed.Device(9306);
        Observed.Launch(open);
        Observed.Launch(closed);
        closed.Trim();
        using CollectedEvents events = new(EventLevel.Informational);

        Assert.Equal([Observed.NameOf(9304), "Simulated", 8L * 4096], Assert.Single(events.Of("DeviceIsOpen", Observed.NameOf(9304))).Values);
        Assert.Empty(events.Of("DeviceIsOpen", Observed.NameOf(9305)));
        Assert.Empty(events.Of("DeviceIsOpen", Observed.NameOf(9306)));
        Assert.Empty(events.Of("DeviceOpened", Observed.NameOf(9304)));
        Observed.Launch(unopened);
        Assert.Single(events.Of("DeviceOpened", Observed.NameOf(9306)));
    }

    [Fact]
    public void A_listener_that_comes_later_is_told_the_modes()
    {
        HmmSpace space = new(HmmHostMode.Scopes);
        using CollectedEvents events = new(EventLevel.Informational);
        using CollectedEvents launches = new(EventLevel.Informational, Launches);

        Assert.Contains(events.Of("HostModeHolds", "Scopes"), told => Equals(told["reason"], space.HostModeReason));
        Assert.Empty(launches.Of("HostModeHolds", "Scopes"));
    }

    // The lock that .NET holds while a listener comes is one that each new event source needs, and an engine that opens may make one.
    [Fact]
    public async Task A_listener_that_comes_while_a_device_opens_waits_for_nobody()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using ManualResetEventSlim opening = new();
        using ManualResetEventSlim listening = new();
        DeviceSession session = new(HmmDeviceKind.Simulated, "Simulated 9307", new SimulatedOptions(), _ =>
        {
            opening.Set();
            listening.Wait(cancel);
            throw new InvalidOperationException("It never opens.");
        });
        LaunchInstruments.Devices.Add(session);
        Task<InvalidOperationException> open = Task.Run(() => Assert.Throws<InvalidOperationException>(() => session.Memory), cancel);
        opening.Wait(cancel);
        Task<CollectedEvents> listener = Task.Run(() => new CollectedEvents(EventLevel.Informational), cancel);
        bool isHeard = await Task.WhenAny(listener, Task.Delay(TimeSpan.FromSeconds(60), cancel)) == listener;
        listening.Set();
        await open;
        LaunchInstruments.Devices.Remove(session);
        (await listener).Dispose();
        Assert.True(isHeard, "The listener waits for the device.");
    }

    [Fact]
    public void The_manifest_has_no_errors()
    {
        string? manifest = EventSource.GenerateManifest(typeof(HmmEvents), "HmmGen.Runtime.dll", EventManifestOptions.Strict);
        Assert.Contains("LaunchStart", manifest, StringComparison.Ordinal);
    }

    private sealed class FailingListener : EventListener
    {
        private int _failures;

        public FailingListener() => EnableEvents(CollectedEvents.Source, EventLevel.Verbose);

        public int Failures => _failures;

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            Interlocked.Increment(ref _failures);
            throw new InvalidOperationException("a listener's own error");
        }
    }
}
