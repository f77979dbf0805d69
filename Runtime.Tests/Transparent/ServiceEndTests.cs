using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>What serves memory is taken away: touches are served all the same, or the process ends and says why. Nothing hangs, nobody reads a zero.</summary>
public sealed class ServiceEndTests
{
    private const int Aborted = 128 + 6;

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_descriptor_that_is_closed_and_used_again_is_done_without(HmmHostMode mode)
    {
        ChildProcess child = Run("close-one", mode);

        Assert.Equal(("", "", 0), (child.Output, child.Error, child.ExitCode));
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Without_descriptors_the_process_ends_before_anybody_reads_a_wrong_value(HmmHostMode mode)
        => EndsClearly(Run("close-all", mode), "were closed by other code of the process");

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Without_the_thread_that_serves_the_process_ends(HmmHostMode mode)
        => EndsClearly(Run("thread-ends", mode), "the thread that serves page faults has ended");

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Where_the_system_tells_of_no_touch_the_process_ends(HmmHostMode mode)
        => EndsClearly(Run("reading-fails", mode), "reading page faults failed with error");

    private static void EndsClearly(ChildProcess child, string why)
    {
        Assert.Equal("touching\n", child.Output);
        Assert.Equal(Aborted, child.ExitCode);
        Assert.Contains(why, child.Error, StringComparison.Ordinal);
        Assert.True(child.Elapsed < TimeSpan.FromSeconds(30), $"{child.Elapsed}");
    }

    private static ChildProcess Run(string scenario, HmmHostMode mode)
    {
        ChildProcess child = ChildProcess.Run(scenario, mode);
        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
        Assert.True(child.ExitCode != ChildProcess.Hung, $"it hung after: {child.Output}{child.Error}");
        return child;
    }
}
