using System.Globalization;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>
/// Everybody writes the same pages at once, and nothing is lost or torn; 20 seconds, or as many as <c>HMMGEN_STRESS_SECONDS</c> says. Without the right
/// order of "protect" and "copy" writes are lost, and that is noticed.
/// </summary>
[Collection(ProcessesOfTheirOwn.Name)]
public sealed class StressTests
{
    private const string SecondsVariable = "HMMGEN_STRESS_SECONDS";

    [Theory]
    [InlineData("transparent", false, 20)]
    [InlineData("transparent", true, 10)]
    [InlineData("user", false, 6)]
    public async Task Nothing_is_lost_or_torn(string mode, bool server, int seconds)
    {
        SkipWithout(mode);

        StressResult result = await StressProgram.Run(Seconds(seconds), server, "--mode", mode);

        Expect(result);
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
        => TransparentSpaces.Open(mode == "user" ? HmmHostMode.TransparentUserMode : HmmHostMode.Transparent);
}
