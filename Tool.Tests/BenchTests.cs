using System.Text.Json;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary><c>hmm bench</c>.</summary>
public sealed class BenchTests
{
    [Fact]
    public void Copies_faults_and_launches_are_measured_and_compared()
    {
        JsonElement result = ToolRun.Json(ExitCode.Good, "bench", "--size", "2");
        double copy = result.GetProperty("memcpyBytesPerSecond").GetDouble();
        Assert.True(copy > 0);
        JsonElement[] figures = [.. result.GetProperty("figures").EnumerateArray()];
        Assert.All(figures, figure =>
        {
            bool isRate = figure.GetProperty("bytesPerSecond").ValueKind != JsonValueKind.Null;
            (string value, string compared, double expected) = isRate ? ("bytesPerSecond", "ofMemcpy", 1 / copy) : ("seconds", "copiedBytes", copy);
            Assert.True(figure.GetProperty(value).GetDouble() > 0, figure.ToString());
            Assert.Equal(1, figure.GetProperty(compared).GetDouble() / (figure.GetProperty(value).GetDouble() * expected), 3);
        });
        Assert.Equal(5, figures.Count(figure => figure.GetProperty("device").GetString() == "Simulated 0"));
        Assert.Equal(
            HmmSpace.Shared.HostMode == HmmHostMode.Scopes ? 2 : 3, figures.Count(figure => figure.GetProperty("device").GetString() == "Host"));
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
