using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using HmmGen.Base;
using HmmGen.Base.Telemetry;

namespace HmmGen.Launching.Telemetry;

/// <summary>The meter and the activity source of HmmGen. Thread safe.</summary>
/// <remarks>
/// Launches report when they end. All other instruments read the counts of the devices when somebody observes them. A listener to events that comes
/// later than a device was opened is told so when it comes.
/// </remarks>
internal static class LaunchInstruments
{
    /// <summary>The attribute with a device's name.</summary>
    public const string Device = "hmmgen.device";

    /// <summary>The attribute with a kernel's name.</summary>
    public const string Kernel = "hmmgen.kernel";

    /// <summary>The attribute with the type of an exception.</summary>
    public const string Error = "error.type";

    private static readonly Meter Meter = new(HmmTelemetry.Name, Version);

    /// <summary>The source of one span for each launch.</summary>
    public static ActivitySource Spans { get; } = new(HmmTelemetry.Name, Version);

    /// <summary>The launches that have ended.</summary>
    public static Counter<long> Launches { get; } = Meter.CreateCounter<long>("hmmgen.launches", "{launch}", "Launches that have ended.");

    /// <summary>Their times, in seconds.</summary>
    public static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        "hmmgen.launch.duration",
        "s",
        "Time from the call of a launch to its end.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-5, 1e-4, 1e-3, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60] });

    /// <summary>The devices that the other instruments observe.</summary>
    public static ObservedDevices Devices { get; } = ObserveDevices();

    /// <summary>Whether anybody wants to know of a launch.</summary>
    public static bool AreWanted => Spans.HasListeners() || Launches.Enabled || Duration.Enabled;

    private static string? Version => typeof(LaunchInstruments).Assembly.GetName().Version?.ToString(3);

    private static ObservedDevices ObserveDevices()
    {
        ObservedDevices devices = new();
        Meter.CreateObservableCounter(
            "hmmgen.waves", () => devices.Sums((null, null, Counter.Waves)), "{wave}", "Starts of kernel code.");
        Meter.CreateObservableCounter(
            "hmmgen.faults",
            () => devices.Sums(
                ("hmmgen.fault.kind", "read", Counter.ReadFaults),
                ("hmmgen.fault.kind", "write", Counter.WriteFaults),
                ("hmmgen.fault.kind", "upgrade", Counter.UpgradeFaults)),
            "{fault}",
            "Faults of work items.");
        Meter.CreateObservableCounter(
            "hmmgen.host.faults",
            () => devices.Sums(("hmmgen.fault.kind", "read", Counter.HostReadFaults), ("hmmgen.fault.kind", "write", Counter.HostWriteFaults)),
            "{fault}",
            "Faults of the host on pages that a device has.");
        Meter.CreateObservableCounter(
            "hmmgen.page.faults", () => devices.Sums((null, null, Counter.PageFaults)), "{page}", "Pages that were served for faults.");
        Meter.CreateObservableCounter(
            "hmmgen.page.refaults", () => devices.Sums((null, null, Counter.Refaults)), "{page}", "Pages that were served again after an eviction.");
        Meter.CreateObservableCounter(
            "hmmgen.io.bytes",
            () => devices.Sums(("hmmgen.io.direction", "in", Counter.BytesIn), ("hmmgen.io.direction", "out", Counter.BytesOut)),
            "By",
            "Bytes that were copied to a device (in) and back (out).");
        Meter.CreateObservableCounter(
            "hmmgen.evictions", () => devices.Sums((null, null, Counter.Evictions)), "{page}", "Pages that were evicted to make room.");
        Meter.CreateObservableUpDownCounter("hmmgen.memory.usage", devices.Usage, "By", "Memory of a device that pages have.");
        Meter.CreateObservableUpDownCounter("hmmgen.memory.limit", devices.Limit, "By", "The most memory of a device that pages may have.");
        Meter.CreateObservableUpDownCounter("hmmgen.devices.open", devices.Open, "{device}", "Devices that are open: their engine is there.");
        HmmEvents.Log.EventCommandExecuted += (_, command) =>
        {
            if (command.Command == EventCommand.Enable)
            {
                devices.TellOpen();
            }
        };
        return devices;
    }
}
