using System.Diagnostics;
using HmmGen.Tests.Launching;
using Xunit;

namespace HmmGen.Tests.Telemetry;

/// <summary>The span of a launch, as an activity listener sees it.</summary>
[Collection(AllocationCounts.Name)]
public sealed class SpanTests
{
    [Fact]
    public void A_launch_is_a_span_with_its_counts()
    {
        using CollectedSpans spans = new(Observed.NameOf(9201));
        using HmmDevice device = Observed.Device(9201);
        HmmStatistics counts = Observed.Measure(device);
        Assert.Equal(device.KernelStatistics["Ops.Saxpy"], counts);

        Activity span = Assert.Single(spans.Ended);
        Assert.Equal(("launch Ops.Saxpy", ActivityStatusCode.Unset), (span.DisplayName, span.Status));
        Assert.Equal("Ops.Saxpy", span.GetTagItem("hmmgen.kernel"));
        Assert.Equal(12L * 1024, span.GetTagItem("hmmgen.items"));
        Assert.Equal(counts.Waves, span.GetTagItem("hmmgen.waves"));
        Assert.Equal(counts.Faults, span.GetTagItem("hmmgen.faults"));
        Assert.Equal(counts.BytesIn, span.GetTagItem("hmmgen.bytes.in"));
        Assert.Equal(counts.BytesOut, span.GetTagItem("hmmgen.bytes.out"));
        Assert.Equal(counts.Evictions, span.GetTagItem("hmmgen.evictions"));
        Assert.True(counts.Faults > 0 && span.Duration > TimeSpan.Zero);
    }

    [Fact]
    public void The_parent_is_the_activity_of_the_caller()
    {
        using CollectedSpans spans = new(Observed.NameOf(9202));
        using HmmDevice device = Observed.Device(9202);
        using Activity caller = new Activity("request").Start();
        Observed.Launch(device);

        Assert.Same(caller, Activity.Current);
        Assert.Equal((caller.TraceId, caller.SpanId), (Assert.Single(spans.Ended).TraceId, spans.Ended[0].ParentSpanId));
    }

    [Fact]
    public async Task The_parent_of_asynchronous_launches_is_the_activity_of_the_caller()
    {
        using CollectedSpans spans = new(Observed.NameOf(9203));
        using HmmDevice device = Observed.Device(9203);
        using Activity caller = new Activity("request").Start();
        Task first = Observed.LaunchAsync(device);
        Assert.Same(caller, Activity.Current);
        await Task.WhenAll(first, Observed.LaunchAsync(device));

        Assert.Same(caller, Activity.Current);
        Assert.Equal(2, spans.Ended.Count);
        Assert.All(spans.Ended, span => Assert.Equal((caller.TraceId, caller.SpanId), (span.TraceId, span.ParentSpanId)));
    }

    [Fact]
    public void A_failed_launch_is_a_span_with_an_error()
    {
        using CollectedSpans spans = new(Observed.NameOf(9204));
        using HmmDevice device = Observed.Device(9204);
        Observed.Fail(device);

        Activity span = Assert.Single(spans.Ended);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Contains("99", span.StatusDescription, StringComparison.Ordinal);
        Assert.Equal("HmmGen.HmmAccessException", span.GetTagItem("error.type"));
        Assert.Equal("exception", Assert.Single(span.Events).Name);
        Assert.Null(Activity.Current);
    }
}
