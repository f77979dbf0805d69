using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>
/// Everybody writes the same pages at once, and nothing is lost or torn: for 2 seconds, or 3 minutes in a long run. Without the right order of "protect" and
/// "copy" writes are lost, and that is noticed. Arrays that are dropped leave no trace: 20 minutes of that in a long run.
/// </summary>
public sealed class StressTests
{
    private static readonly int Seconds = TestScale.Iterations(quick: 1, full: 2, @long: 180);

    [Theory]
    [InlineData("transparent", false)]
    [InlineData("transparent", true)]
    [InlineData("user", false)]
    public async Task Nothing_is_lost_or_torn(string mode, bool server)
    {
        SkipWithout(mode);
        if (server)
        {
            TestScale.SkipQuick("the same with the server's collector");
        }

        StressResult result = await StressProgram.Run(Seconds, server, "--mode", mode);

        Expect(result);
    }

    [Theory]
    [InlineData("transparent")]
    [InlineData("user")]
    [InlineData("scopes")]
    public async Task Arrays_that_are_dropped_leave_no_trace_and_their_spans_live(string mode)
    {
        TestScale.SkipQuick("a stress of its own");
        SkipWithout(mode);

        StressResult result = await StressProgram.Run(Seconds, server: false, "--mode", mode, "--scenario", "lifetimes");

        Expect(result);
    }

    [Fact]
    public async Task Memory_mappings_and_descriptors_stay_flat()
    {
        SkipWithout("transparent");

        TestScale.SkipQuick("growth shows in 40 samples, which take 10 seconds");

        // A busy machine gives fewer samples in the same time.
        const string Told = " in the second quarter, ";
        StressResult result;
        int seconds = TestScale.Iterations(quick: 12, full: 12, @long: 1200);
        do
        {
            result = await StressProgram.Run(seconds, server: false, "--mode", "transparent", "--scenario", "lifetimes", "--seed", "2");
            Expect(result);
            seconds *= 2;
        }
        while (!result.Output.Contains(Told, StringComparison.Ordinal) && seconds <= 100);

        Assert.Contains(Told, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transparent", false)]
    [InlineData("transparent", true)]
    public async Task Threads_that_wait_for_pages_do_not_stop_the_collector(string mode, bool server)
    {
        TestScale.SkipQuick("a stress of its own");
        SkipWithout(mode);

        StressResult result = await StressProgram.Run(Seconds, server, "--mode", mode, "--scenario", "collector");

        Expect(result);
    }

    [Fact]
    public async Task Copying_before_protecting_loses_writes()
    {
        TestScale.SkipQuick("goes on until it has seen what is lost");
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

    private static void SkipWithout(string mode)
        => TransparentSpaces.Open(mode switch
        {
            "user" => HmmHostMode.TransparentUserMode,
            "scopes" => HmmHostMode.Scopes,
            _ => HmmHostMode.Transparent,
        });
}
