using System.Diagnostics.Tracing;

namespace HmmGen.Base.Telemetry;

/// <summary>The event source of HmmGen, for <c>dotnet-trace</c> and <see cref="EventListener"/>. Thread safe.</summary>
/// <remarks>Ask <see cref="EventSource.IsEnabled()"/> before a call, so that nothing is computed for nobody.</remarks>
[EventSource(Name = HmmTelemetry.Name)]
internal sealed class HmmEvents : EventSource
{
    private HmmEvents()
    {
    }

    /// <summary>The source of the process.</summary>
    public static HmmEvents Log { get; } = new();

    /// <summary>Whether somebody listens to moves of pages.</summary>
    public bool WantsPages => IsEnabled(EventLevel.Verbose, Keywords.Pages);

    /// <summary>A launch begins. It may still have to wait for its device.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="device">The device's name.</param>
    /// <param name="items">The number of work items.</param>
    [Event(1, Level = EventLevel.Informational, Keywords = Keywords.Launches, Message = "launch of {0} on {1}: {2} items")]
    public void LaunchStart(string kernel, string device, long items) => WriteEvent(1, kernel, device, items);

    /// <summary>A launch has ended.</summary>
    /// <param name="kernel">The kernel's name.</param>
    /// <param name="device">The device's name.</param>
    /// <param name="seconds">The time from the call to the end, in seconds.</param>
    /// <param name="faults">The faults of its work items.</param>
    /// <param name="bytesIn">The bytes that were copied to the device.</param>
    /// <param name="bytesOut">The bytes that were copied to the host.</param>
    /// <param name="evictions">The pages that were evicted.</param>
    /// <param name="waves">The starts of kernel code.</param>
    /// <param name="error">The type of its exception; empty after success.</param>
    [Event(2, Level = EventLevel.Informational, Keywords = Keywords.Launches, Message = "end of {0} on {1} after {2} s: {3} faults, {4} bytes in, {5} bytes out")]
    public void LaunchStop(
        string kernel, string device, double seconds, long faults, long bytesIn, long bytesOut, long evictions, long waves, string error)
        => WriteEvent(2, kernel, device, seconds, faults, bytesIn, bytesOut, evictions, waves, error);

    /// <summary>A device was opened: its engine is there.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="budget">The most bytes of pages on it.</param>
    [Event(3, Level = EventLevel.Informational, Keywords = Keywords.Devices, Message = "device {0} ({1}) opened with {2} bytes")]
    public void DeviceOpened(string device, string kind, long budget) => WriteEvent(3, device, kind, budget);

    /// <summary>A device's memory was freed, at its end or because it was trimmed.</summary>
    /// <param name="device">The device's name.</param>
    [Event(4, Level = EventLevel.Informational, Keywords = Keywords.Devices, Message = "device {0} closed")]
    public void DeviceClosed(string device) => WriteEvent(4, device);

    /// <summary>A space has its mode.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="reason">Why it is this one.</param>
    [Event(5, Level = EventLevel.Informational, Keywords = Keywords.Memory, Message = "host mode {0}: {1}")]
    public void HostModeChosen(string mode, string reason) => WriteEvent(5, mode, reason);

    /// <summary>A batch of pages has moved between the host and a device.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="cause">Why pages came: a plan, a fault, or reading ahead.</param>
    /// <param name="pagesIn">The pages that came to the device.</param>
    /// <param name="pagesEvicted">The pages that were evicted to make room.</param>
    [Event(6, Level = EventLevel.Verbose, Keywords = Keywords.Pages, Message = "{0}: {2} pages in ({1}), {3} evicted")]
    public void PagesMoved(string device, string cause, int pagesIn, int pagesEvicted) => WriteEvent(6, device, cause, pagesIn, pagesEvicted);

    /// <summary>A device is open. Said to a listener that comes later than the device was opened.</summary>
    /// <param name="device">The device's name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="budget">The most bytes of pages on it.</param>
    [Event(7, Level = EventLevel.Informational, Keywords = Keywords.Devices, Message = "device {0} ({1}) is open with {2} bytes")]
    public void DeviceIsOpen(string device, string kind, long budget) => WriteEvent(7, device, kind, budget);

    /// <summary>A space has a mode. Said to a listener that comes later than the mode was chosen.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="reason">Why it is this one.</param>
    [Event(8, Level = EventLevel.Informational, Keywords = Keywords.Memory, Message = "host mode is {0}: {1}")]
    public void HostModeHolds(string mode, string reason) => WriteEvent(8, mode, reason);

    /// <summary>What a listener may choose.</summary>
    public static class Keywords
    {
        /// <summary>Begin and end of launches.</summary>
        public const EventKeywords Launches = (EventKeywords)1;

        /// <summary>Devices that are opened and closed.</summary>
        public const EventKeywords Devices = (EventKeywords)2;

        /// <summary>The modes of host memory.</summary>
        public const EventKeywords Memory = (EventKeywords)4;

        /// <summary>Batches of pages that are brought and evicted, at the level Verbose.</summary>
        public const EventKeywords Pages = (EventKeywords)8;
    }
}
