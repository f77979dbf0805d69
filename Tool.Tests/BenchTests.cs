using System.Diagnostics;
using System.Text.Json;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Measuring;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary><c>hmm bench</c>.</summary>
public sealed class BenchTests
{
    [Fact]
    public void Copies_faults_and_launches_are_measured_and_compared()
    {
        JsonElement result = ToolRun.Json(ExitCode.Good, "bench", "--size", "2");
        JsonElement[] figures = [.. result.GetProperty("figures").EnumerateArray()];
        Assert.All(figures, figure =>
        {
            double copy = figure.GetProperty("memcpyBytesPerSecond").GetDouble();
            bool isRate = figure.GetProperty("bytesPerSecond").ValueKind != JsonValueKind.Null;
            (string value, string compared, double expected) = isRate ? ("bytesPerSecond", "ofMemcpy", 1 / copy) : ("seconds", "copiedBytes", copy);
            Assert.True(figure.GetProperty(value).GetDouble() > 0, figure.ToString());
            Assert.Equal(1, figure.GetProperty(compared).GetDouble() / (figure.GetProperty(value).GetDouble() * expected), 3);
        });
        double[] copies = [.. figures.Select(figure => figure.GetProperty("memcpyBytesPerSecond").GetDouble())];
        Assert.InRange(result.GetProperty("memcpyBytesPerSecond").GetDouble(), copies.Min(), copies.Max());
        Assert.Equal(5, figures.Count(figure => figure.GetProperty("device").GetString() == "Simulated 0"));
        Assert.Equal(
            HmmSpace.Shared.HostMode == HmmHostMode.Scopes ? 2 : 3, figures.Count(figure => figure.GetProperty("device").GetString() == "Host"));
    }

    [Theory]
    [InlineData(2.0, 3.0, 1.0, 2.0)]
    [InlineData(2.5, 9.0, 2.0, 1.0, 3.0)]
    [InlineData(4.0, 4.0)]
    public void The_median_is_in_the_middle(double median, params double[] times) => Assert.Equal(median, MedianTime.Of(times));

    [Fact]
    public void The_first_round_warms_up_and_does_not_count()
    {
        int rounds = 0;
        long last = 0;
        double seconds = MedianTime.Seconds(1, () => Thread.Sleep(rounds++ == 0 ? 200 : 0), () => last = Stopwatch.GetTimestamp());

        // The second round alone lies in this span.
        Assert.InRange(seconds, 0, Stopwatch.GetElapsedTime(last).TotalSeconds);
        Assert.Equal(2, rounds);
    }

    [Fact]
    public void The_text_is_a_table()
    {
        ToolRun run = ToolRun.Of("bench", "--size", "1");
        Assert.Equal((ExitCode.Good, ""), (run.Code, run.Errors));
        Assert.Contains("A plain copy of 1 MiB", run.Output, StringComparison.Ordinal);
        Assert.Contains("launch of one item that does nothing", run.Output, StringComparison.Ordinal);
    }
}
