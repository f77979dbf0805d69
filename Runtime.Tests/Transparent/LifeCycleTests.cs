using System.Diagnostics;
using System.Globalization;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>How memory, devices and processes end: with a clear failure or none, never with a hang and never with wrong values.</summary>
public sealed class LifeCycleTests
{
    private const int Aborted = 128 + 6;
    private const int BusError = 128 + 7;

    /// <summary>A process that ends itself does so in half a second, and one that hangs never does. Others run beside it: it has taken ten times as long.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_raw_write_to_a_read_only_page_ends_the_process_clearly(HmmHostMode mode)
    {
        ChildProcess child = Run("protection", mode);

        Assert.Equal("read 7 and 7, wrote 1 and 1\n", child.Output);
        Assert.Equal(Aborted, child.ExitCode);
        Assert.Contains("AccessViolation", child.Error, StringComparison.Ordinal);
        Assert.True(child.Elapsed < EndsWithin, $"{child.Elapsed}");
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Readers_of_an_array_that_ends_read_right_values_and_then_zeros(HmmHostMode mode)
    {
        for (int round = 0; round < TestScale.Iterations(quick: 1, full: 1, @long: 5); round++)
        {
            ChildProcess child = Run("dispose", mode);

            Assert.Equal(("", 0), (child.Error, child.ExitCode));
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_process_ends_while_threads_touch_absent_pages(HmmHostMode mode)
    {
        for (int round = 0; round < TestScale.Iterations(quick: 1, full: 1, @long: 5); round++)
        {
            ChildProcess child = Run("exit", mode);

            Assert.Equal(("", 0), (child.Error, child.ExitCode));
            TimeSpan leaving = Stopwatch.GetElapsedTime(long.Parse(child.Output, CultureInfo.InvariantCulture), child.Ended);
            Assert.True(leaving < EndsWithin, $"{leaving}");
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Devices_come_and_go_while_threads_touch_what_they_had(HmmHostMode mode)
    {
        ChildProcess child = Run("devices", mode);

        Assert.Equal(("", 0), (child.Error, child.ExitCode));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Processes_are_started_while_threads_touch_absent_pages(HmmHostMode mode)
    {
        ChildProcess child = Run("processes", mode);

        Assert.Equal(("", 0), (child.Error, child.ExitCode));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_touch_of_what_was_lost_with_a_device_ends_the_process_clearly(HmmHostMode mode)
    {
        ChildProcess child = Run("lost-touch", mode);

        Assert.Equal("touching\n", child.Output);
        Assert.Contains(child.ExitCode, (int[])[Aborted, BusError]);
        Assert.True(child.Elapsed < EndsWithin, $"{child.Elapsed}");
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void What_was_lost_with_a_device_is_refused_until_it_is_discarded(HmmHostMode mode)
    {
        ChildProcess child = Run("lost-api", mode);

        Assert.Equal(("", "", 0), (child.Output, child.Error, child.ExitCode));
    }

    [Fact]
    public void Blocking_launches_need_no_thread_of_the_pool()
    {
        ChildProcess child = Run("pool", HmmHostMode.Scopes);

        Assert.Equal(("", 0), (child.Error, child.ExitCode));
    }

    private static ChildProcess Run(string scenario, HmmHostMode mode)
    {
        ChildProcess child = ChildProcess.Run(scenario, mode);
        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
        Assert.True(child.ExitCode != ChildProcess.Hung, $"it hung after: {child.Output}{child.Error}");
        return child;
    }
}
