using System.Globalization;
using HmmGen.Coherence;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>
/// Each call under the core fails or is late, one at a time, under each operation: every page is right, or an exception or the page says why it is not, and
/// nothing hangs. A sample of it; all of it in a long run, which also writes <c>docs/fault-injection.md</c>.
/// </summary>
public sealed class InjectionTests
{
    /// <summary>Who waits for something that does not come gets an answer within a second, on a machine that has nothing else to do.</summary>
    private const int LongestMilliseconds = 5000;

    [Fact]
    public void A_call_that_fails_leaves_every_page_right_or_lost_with_a_reason()
    {
        Assert.SkipWhen(CoreLibrary.Current.Handle == 0, CoreLibrary.Current.Reason);
        List<InjectedOutcome> outcomes = [];
        foreach (HmmHostMode mode in (HmmHostMode[])[HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes])
        {
            outcomes.AddRange(InjectedWalk.Run(mode, sample: !RunSize.IsLong));
        }

        InjectedOutcome slowest = outcomes.MaxBy(outcome => outcome.Milliseconds)!;
        TestContext.Current.TestOutputHelper!.WriteLine($"{outcomes.Count} steps; the slowest took {slowest.Milliseconds} ms: {slowest}");
        string[] wrong = [.. outcomes.Where(IsWrong).Select(outcome => outcome.ToString())];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.True(slowest.Milliseconds < LongestMilliseconds, $"{slowest}");
        Assert.True(outcomes.Count > 400, $"only {outcomes.Count} steps");
        Assert.All((string[])["right", "refused", "poisoned: device", "poisoned: file"], kind
            => Assert.Contains(outcomes, outcome => outcome.Outcome.Contains(kind, StringComparison.Ordinal)));
        if (RunSize.IsLong)
        {
            InjectionTable.Write(outcomes);
        }
    }

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void A_service_of_which_a_call_fails_when_it_opens_works_or_says_why_it_is_not_there(HmmHostMode mode)
    {
        TestScale.SkipQuick("starts a process for each call that can fail");
        ChildProcess all = Open(mode);
        Assert.SkipWhen(all.ExitCode == ChildProcess.ModeMissing, all.Output);
        Assert.Equal(("", 0), (all.Error, all.ExitCode));
        int refusals = 0;
        foreach (string[] fields in all.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')))
        {
            int times = int.Parse(fields[1], CultureInfo.InvariantCulture);
            for (int time = 1; time <= (RunSize.IsLong ? times : Math.Min(1, times)); time++)
            {
                ChildProcess child = Open(mode, fields[0], $"{time}");
                Assert.True((child.Error, child.ExitCode) == ("", 0), $"{fields[0]} {time}: {child.ExitCode} {child.Output}{child.Error}");
                refusals += child.Output.StartsWith("refused: ", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        Assert.True(refusals >= 2, $"only {refusals} refusals");
    }

    private static ChildProcess Open(HmmHostMode mode, params string[] step)
        => ChildProcess.Run(ChildProcess.Program, ["open", $"{mode}", .. step], TimeSpan.FromSeconds(40));

    private static bool IsWrong(InjectedOutcome outcome)
        => !outcome.Outcome.StartsWith("right", StringComparison.Ordinal)
            && !outcome.Outcome.StartsWith("refused", StringComparison.Ordinal)
            && !outcome.Outcome.StartsWith("poisoned", StringComparison.Ordinal)
            && outcome.Outcome != "not reached";
}
