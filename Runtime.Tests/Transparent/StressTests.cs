using System.Globalization;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>
/// Everybody writes the same pages at once, and nothing is lost or torn; 10 seconds, or as many as <c>HMMGEN_STRESS_SECONDS</c> says. Without the right
/// order of "protect" and "copy" writes are lost, and that is noticed. Arrays that are dropped leave no trace: 20 minutes of that with <c>HMMGEN_LONG=1</c>.
/// </summary>
[Collection(ProcessesOfTheirOwn.Name)]
public sealed class StressTests
{
    private const string SecondsVariable = "HMMGEN_STRESS_SECONDS";
    private const int SoakSeconds = 1200;

    [Theory]
    [InlineData("transparent", false, 10)]
    [InlineData("transparent", true, 6)]
    [InlineData("user", false, 5)]
    public async Task Nothing_is_lost_or_torn(string mode, bool server, int seconds)
    {
        SkipWithout(mode);

        StressResult result = await StressProgram.Run(Seconds(seconds), server, "--mode", mode);

        Expect(result);
    }

    [Theory]
    [InlineData("transparent", 5)]
    [InlineData("user", 4)]
    [InlineData("scopes", 4)]
    public async Task Arrays_that_are_dropped_leave_no_trace_and_their_spans_live(string mode, int seconds)
    {
        SkipWithout(mode);

        StressResult result = await StressProgram.Run(Seconds(seconds), server: false, "--mode", mode, "--scenario", "lifetimes");

        Expect(result);
    }

    [Fact]
    public async Task Memory_mappings_and_descriptors_stay_flat()
    {
        SkipWithout("transparent");

        int seconds = Environment.GetEnvironmentVariable("HMMGEN_LONG") == "1" ? SoakSeconds : 12;
        StressResult result = await StressProgram.Run(seconds, server: false, "--mode", "transparent", "--scenario", "lifetimes", "--seed", "2");

        Expect(result);
        Assert.Contains(" in the second quarter, ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transparent", false)]
    [InlineData("transparent", true)]
    public async Task Threads_that_wait_for_pages_do_not_stop_the_collector(string mode, bool server)
    {
        SkipWithout(mode);

        StressResult result = await StressProgram.Run(4, server, "--mode", mode, "--scenario", "collector");

        Expect(result);
    }

    [Fact]
    public async Task Copying_before_protecting_loses_writes()
    {
        SkipWithout("transparent");

        int seconds = 2;
        StressResult result = await StressProgram.Run(seconds, server: false, "--mode", "transparent", "--swap");
        while (result.ExitCode == 0 && seconds < 8)
        {
            seconds *= 2;
            result = await StressProgram.Run(seconds, server: false, "--mode", "transparent", "--swap");
        }

        Assert.Equal(1, result.ExitCode);
        Assert.True(result.Lost > 0, result.Output);
    }

    private static void Expect(StressResult result)
    {
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.True(result.Operations > 0, result.Output);
        Assert.Equal(0, result.Lost);
        Assert.Equal(0, result.Torn);
    }

    private static int Seconds(int quick)
        => int.TryParse(Environment.GetEnvironmentVariable(SecondsVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) && asked > 0
            ? asked
            : quick;

    private static void SkipWithout(string mode)
        => TransparentSpaces.Open(mode switch
        {
            "user" => HmmHostMode.TransparentUserMode,
            "scopes" => HmmHostMode.Scopes,
            _ => HmmHostMode.Transparent,
        });
}
