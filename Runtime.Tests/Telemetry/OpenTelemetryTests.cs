using System.Diagnostics;
using HmmGen.Tests.Launching;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace HmmGen.Tests.Telemetry;

/// <summary>The outlets, as OpenTelemetry exports them.</summary>
[Collection(AllocationCounts.Name)]
public sealed class OpenTelemetryTests
{
    [Fact]
    public void Spans_and_metrics_are_exported()
    {
        const int Number = 9401;
        List<Activity> spans = [];
        List<Metric> metrics = [];
        using (TracerProvider traces = Sdk.CreateTracerProviderBuilder().AddSource(HmmTelemetry.Name).AddInMemoryExporter(spans).Build())
        using (MeterProvider meters = Sdk.CreateMeterProviderBuilder().AddMeter(HmmTelemetry.Name).AddInMemoryExporter(metrics).Build())
        using (HmmDevice device = Observed.Device(Number))
        {
            Observed.Launch(device);
            Observed.Launch(device);
            Assert.True(traces.ForceFlush() && meters.ForceFlush());

            Assert.Equal(2, spans.Count(span => Equals(span.GetTagItem("hmmgen.device"), Observed.NameOf(Number))));
            Assert.Equal(2, Points(metrics, "hmmgen.launches", Number).Single().GetSumLong());
            Assert.Equal(2, Points(metrics, "hmmgen.launch.duration", Number).Single().GetHistogramCount());
            Assert.Equal(device.Statistics.Faults, Points(metrics, "hmmgen.faults", Number).Sum(static point => point.GetSumLong()));
            Assert.Equal(device.MemoryBudget, Points(metrics, "hmmgen.memory.limit", Number).Single().GetSumLong());
        }
    }

    private static List<MetricPoint> Points(List<Metric> metrics, string name, int number)
    {
        List<MetricPoint> points = [];
        foreach (ref readonly MetricPoint point in metrics.Single(metric => metric.Name == name).GetMetricPoints())
        {
            foreach (KeyValuePair<string, object?> tag in point.Tags)
            {
                if (tag.Key == "hmmgen.device" && Equals(tag.Value, Observed.NameOf(number)))
                {
                    points.Add(point);
                }
            }
        }

        return points;
    }
}
