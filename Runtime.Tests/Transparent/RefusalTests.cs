using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>What the machine refuses or takes away: every value is right, or an exception says that it is not to be had.</summary>
public sealed class RefusalTests
{
    /// <summary>The transparent modes, each with the ways of locking memory.</summary>
    public static TheoryData<HmmHostMode, string> Locks { get; } = Combine("locked-one", "locked-before", "locked-after");

    /// <summary>The transparent modes, each with a call that is refused.</summary>
    public static TheoryData<HmmHostMode, string> Calls { get; } = Combine(
        "refused-taking", "refused-populating", "refused-protecting", "refused-removing", "no-descriptors", "all-descriptors", "all-memory", "all-mappings");

    [Theory]
    [MemberData(nameof(Locks))]
    public void Locked_memory_is_coherent(HmmHostMode mode, string scenario) => IsRight(scenario, mode);

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_that_is_refused_leaves_no_wrong_value(HmmHostMode mode, string scenario) => IsRight(scenario, mode);

    [Theory]
    [InlineData(HmmHostMode.Transparent)]
    [InlineData(HmmHostMode.TransparentUserMode)]
    [InlineData(HmmHostMode.Scopes)]
    public void A_file_that_became_shorter_is_an_exception(HmmHostMode mode)
    {
        IsRight("short-reading", mode);
        IsRight("short-writing", mode);
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_touch_beyond_the_end_of_a_file_ends_the_process_clearly(HmmHostMode mode)
    {
        ChildProcess child = ChildProcess.Run("short-touching", mode);

        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
        Assert.Equal("touching\n", child.Output);
        Assert.Contains(child.ExitCode, (int[])[128 + 6, 128 + 7]);
    }

    private static void IsRight(string scenario, HmmHostMode mode)
    {
        // Where mappings run out, and not memory, write-xor-execute helps .NET: 15 of 15 processes went through with it, and 4 of 15 without.
        bool lacksMappings = scenario == "all-mappings";
        ChildProcess child = ChildProcess.Run(scenario, mode, writeXorExecute: lacksMappings);
        for (int time = 1; time < 8 && lacksMappings && NeededMemoryItself(child); time++)
        {
            child = ChildProcess.Run(scenario, mode, writeXorExecute: lacksMappings);
        }

        Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output + scenario);
        Assert.Equal(("", 0), (child.Error, child.ExitCode));
    }

    /// <summary>
    /// Whether .NET ended the process, because it had no mapping for code or types of its own. That happens by chance when none is left, whoever took the
    /// last, and says nothing about HmmGen: its own exceptions have other words and a stack trace.
    /// </summary>
    private static bool NeededMemoryItself(ChildProcess child)
        => child.ExitCode == 128 + 6 && child.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [_, ..] lines && lines.All(line => line == "Out of memory.");

    private static TheoryData<HmmHostMode, string> Combine(params string[] scenarios)
    {
        TheoryData<HmmHostMode, string> data = [];
        foreach (string scenario in scenarios)
        {
            data.Add(HmmHostMode.Transparent, scenario);
            data.Add(HmmHostMode.TransparentUserMode, scenario);
        }

        return data;
    }
}
