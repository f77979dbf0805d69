using Xunit;

namespace HmmGen.Extensions.Tests.Pages;

/// <summary>The programs of docs/telemetry.md send what the page says, by the protocol that it names.</summary>
public sealed class TelemetryPageTests
{
    [Fact]
    public void A_plain_program_sends_spans_and_metrics()
    {
        using Collector collector = new();
        TelemetryProgram.Plain(Launch);

        AssertReceived(collector);
    }

    [Fact]
    public async Task A_host_sends_spans_and_metrics()
    {
        using Collector collector = new();
        await TelemetryProgram.InHost(Launch, TestContext.Current.CancellationToken);

        AssertReceived(collector);
    }

    private static void Launch()
    {
        using HmmDevice device = HmmDevice.Simulated();
        Ops.Double(device, 3, new int[3]);
    }

    private static void AssertReceived(Collector collector)
    {
        Assert.Contains("launch Ops.Double", collector.Received("/v1/traces"), StringComparison.Ordinal);
        string metrics = collector.Received("/v1/metrics");
        Assert.Contains("hmmgen.launches", metrics, StringComparison.Ordinal);
        Assert.Contains("hmmgen.io.bytes", metrics, StringComparison.Ordinal);
    }
}
