using System.Diagnostics.Metrics;
using HmmGen.Tests.Conformance;
using HmmGen.Tests.Launching;
using Xunit;

namespace HmmGen.Tests.Telemetry;

/// <summary>The meter, as a listener sees it.</summary>
[Collection(AllocationCounts.Name)]
public sealed class MeterTests
{
    [Fact]
    public void Instruments_tell_what_the_statistics_tell()
    {
        using CollectingMeter meter = new(Observed.NameOf(9101));
        using HmmDevice device = Observed.Device(9101);
        Observed.Launch(device);
        List<(string Name, double Value, Dictionary<string, object?> Tags)> measured = meter.Take();
        HmmStatistics counts = device.Statistics;

        Assert.True(counts.Faults > 0 && counts.Evictions > 0 && counts.BytesOut > 0);
        Assert.Equal(counts.Waves, Value(measured, "hmmgen.waves"));
        Assert.Equal(counts.ReadFaults, Value(measured, "hmmgen.faults", "hmmgen.fault.kind", "read"));
        Assert.Equal(counts.WriteFaults, Value(measured, "hmmgen.faults", "hmmgen.fault.kind", "write"));
        Assert.Equal(counts.UpgradeFaults, Value(measured, "hmmgen.faults", "hmmgen.fault.kind", "upgrade"));
        Assert.Equal(counts.HostReadFaults, Value(measured, "hmmgen.host.faults", "hmmgen.fault.kind", "read"));
        Assert.Equal(counts.HostWriteFaults, Value(measured, "hmmgen.host.faults", "hmmgen.fault.kind", "write"));
        Assert.Equal(counts.PageFaults, Value(measured, "hmmgen.page.faults"));
        Assert.Equal(counts.Refaults, Value(measured, "hmmgen.page.refaults"));
        Assert.Equal(counts.BytesIn, Value(measured, "hmmgen.io.bytes", "hmmgen.io.direction", "in"));
        Assert.Equal(counts.BytesOut, Value(measured, "hmmgen.io.bytes", "hmmgen.io.direction", "out"));
        Assert.Equal(counts.Evictions, Value(measured, "hmmgen.evictions"));
        Assert.Equal(device.MemoryBudget, Value(measured, "hmmgen.memory.limit"));
        Assert.InRange(Value(measured, "hmmgen.memory.usage"), 0, device.MemoryBudget);
        Assert.Equal(1, Value(measured, "hmmgen.launches", "hmmgen.kernel", "Ops.Saxpy"));
        Assert.InRange(Value(measured, "hmmgen.launch.duration", "hmmgen.kernel", "Ops.Saxpy"), 1e-6, 600);
    }

    [Fact]
    public void Memory_in_use_is_that_of_resident_pages()
    {
        using CollectingMeter meter = new(Observed.NameOf(9102));
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { Number = 9102, MemoryBudget = 1 << 20 });
        using HmmArray<float> array = HmmSpace.Shared.Allocate<float>(5 * 1024);
        Assert.DoesNotContain(meter.Take(), one => one.Name.StartsWith("hmmgen.memory", StringComparison.Ordinal));
        array.Prefetch(device, HmmRange.All);

        Assert.Equal(5 * 4096, Value(meter.Take(), "hmmgen.memory.usage"));
    }

    [Fact]
    public void A_listener_that_comes_later_sees_what_is_open_and_what_it_holds()
    {
        using HmmDevice first = HmmDevice.Simulated(new SimulatedOptions { Number = 9107, MemoryBudget = 1 << 20 });
        using HmmDevice second = HmmDevice.Simulated(new SimulatedOptions { Number = 9107, MemoryBudget = 2 << 20 });
        using HmmArray<float> array = HmmSpace.Shared.Allocate<float>(5 * 1024);
        array.Prefetch(first, HmmRange.All);
        using CollectingMeter meter = new(Observed.NameOf(9107));
        List<(string Name, double Value, Dictionary<string, object?> Tags)> measured = meter.Take();

        Assert.Equal((1, 5 * 4096, 1 << 20), State(measured));
        array.Prefetch(second, HmmRange.All);
        Assert.Equal((2, 10 * 4096, 3 << 20), State(meter.Take()));
        first.Trim();
        Assert.Equal((1, 5 * 4096, 2 << 20), State(meter.Take()));
        second.Trim();
        Assert.DoesNotContain(meter.Take(), one => one.Name is "hmmgen.devices.open" or "hmmgen.memory.usage" or "hmmgen.memory.limit");
    }

    [Fact]
    public void A_failed_launch_names_its_error()
    {
        using CollectingMeter meter = new(Observed.NameOf(9103));
        using HmmDevice device = Observed.Device(9103);
        Observed.Fail(device);

        List<(string Name, double Value, Dictionary<string, object?> Tags)> launches = [.. meter.Take().Where(one => one.Tags.ContainsKey("hmmgen.kernel"))];
        Assert.Equal(["hmmgen.launch.duration", "hmmgen.launches"], launches.Select(one => one.Name).Order());
        Assert.All(launches, one => Assert.Equal("HmmGen.HmmAccessException", one.Tags["error.type"]));
    }

    [Fact]
    public void What_a_disposed_device_has_counted_stays_and_what_it_holds_leaves()
    {
        using CollectingMeter meter = new(Observed.NameOf(9104));
        HmmDevice device = Observed.Device(9104);
        Observed.Launch(device);
        HmmStatistics counts = device.Statistics;
        device.Dispose();
        List<(string Name, double Value, Dictionary<string, object?> Tags)> measured = meter.Take();

        Assert.True(counts.Faults > 0 && counts.Evictions > 0 && counts.BytesIn > 0 && counts.BytesOut > 0);
        Assert.Equal(counts.Waves, Value(measured, "hmmgen.waves"));
        Assert.Equal(counts.ReadFaults, Value(measured, "hmmgen.faults", "hmmgen.fault.kind", "read"));
        Assert.Equal(counts.PageFaults, Value(measured, "hmmgen.page.faults"));
        Assert.Equal(counts.BytesIn, Value(measured, "hmmgen.io.bytes", "hmmgen.io.direction", "in"));
        Assert.InRange(Value(measured, "hmmgen.io.bytes", "hmmgen.io.direction", "out"), counts.BytesOut, double.MaxValue);
        Assert.InRange(Value(measured, "hmmgen.evictions"), counts.Evictions, double.MaxValue);
        Assert.DoesNotContain(measured, one => one.Name is "hmmgen.devices.open" or "hmmgen.memory.usage" or "hmmgen.memory.limit");
    }

    [Fact]
    public void Devices_of_one_name_are_one_series_that_never_falls()
    {
        using CollectingMeter meter = new(Observed.NameOf(9105));
        HmmDevice first = Observed.Device(9105);
        using HmmDevice second = Observed.Device(9105);
        Observed.Launch(first);
        Observed.Launch(second);
        double both = Value(meter.Take(), "hmmgen.page.faults");
        Assert.Equal(first.Statistics.PageFaults + second.Statistics.PageFaults, both);
        first.Dispose();
        Assert.Equal(both, Value(meter.Take(), "hmmgen.page.faults"));
        second.Dispose();
        Assert.Equal(both, Value(meter.Take(), "hmmgen.page.faults"));
        using HmmDevice third = Observed.Device(9105);

        Assert.Equal(both, Value(meter.Take(), "hmmgen.page.faults"));
    }

    [Fact]
    public void Statistics_that_start_anew_do_not_change_the_instruments()
    {
        using CollectingMeter meter = new(Observed.NameOf(9106));
        using HmmDevice device = Observed.Device(9106);
        Observed.Launch(device);
        double before = Value(meter.Take(), "hmmgen.evictions");
        device.ResetStatistics();

        Assert.Equal(before, Value(meter.Take(), "hmmgen.evictions"));
    }

    [Fact]
    public void The_page_lists_each_instrument_with_its_unit()
    {
        using CollectingMeter meter = new("none");
        string page = File.ReadAllText(DocsPage.Of("telemetry.md"));
        Assert.NotEmpty(meter.Instruments);
        Assert.All(meter.Instruments, instrument => Assert.Contains($"| `{instrument.Name}` | {KindOf(instrument)} | {instrument.Unit} |", page, StringComparison.Ordinal));
    }

    private static string KindOf(Instrument instrument) => instrument switch
    {
        Counter<long> or ObservableCounter<long> => "counter",
        Histogram<double> => "histogram",
        _ => "up-down counter",
    };

    private static (double Open, double Usage, double Limit) State(List<(string Name, double Value, Dictionary<string, object?> Tags)> measured)
        => (Value(measured, "hmmgen.devices.open"), Value(measured, "hmmgen.memory.usage"), Value(measured, "hmmgen.memory.limit"));

    private static double Value(
        List<(string Name, double Value, Dictionary<string, object?> Tags)> measured, string name, string? key = null, string? value = null)
        => Assert.Single(measured, one => one.Name == name && (key is null || Equals(one.Tags.GetValueOrDefault(key), value))).Value;
}
