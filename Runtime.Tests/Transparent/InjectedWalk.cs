using System.Globalization;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Runs a walk over calls that fail in processes of their own: one, and another behind each step that ended it.</summary>
internal static class InjectedWalk
{
    private const int StepFields = 6;
    private const int Aborted = 128 + 6;
    private const int BusError = 128 + 7;

    /// <summary>Runs it.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="sample">Whether only a sample of the steps is made.</param>
    /// <returns>What came of each step.</returns>
    public static List<InjectedOutcome> Run(HmmHostMode mode, bool sample)
    {
        TestScale.SkipQuick("walks over every call that can fail");
        List<InjectedOutcome> outcomes = [];
        int operation = 0;
        int step = 0;
        while (true)
        {
            ChildProcess child = ChildProcess.Run(
                ChildProcess.Program, ["inject", $"{mode}", sample ? "sample" : "all", $"{operation}", $"{step}"], TimeSpan.FromMinutes(sample ? 2 : 15));
            Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
            string[] lines = child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            foreach (string line in lines)
            {
                string[] fields = line.Split('|');
                bool ended = fields.Length <= StepFields + 1;
                string outcome = !ended ? fields[StepFields] : HowItEnded(child);
                outcomes.Add(new InjectedOutcome(
                    mode, fields[2], fields[3], Number(fields[4]), fields[5], outcome, ended ? -1 : Number(fields[^1])));
                (operation, step) = (Number(fields[0]), Number(fields[1]) + 1);
            }

            if (child.ExitCode == 0)
            {
                return outcomes;
            }

            Assert.True(lines.Length > 0, $"a walk in {mode} ended with {child.ExitCode} before step {step} of operation {operation}: {child.Error}");
        }
    }

    private static string HowItEnded(ChildProcess child)
        => child.ExitCode == ChildProcess.Hung ? "HUNG"
            : child.ExitCode == BusError ? InjectedOutcome.EndedByTouch
            : child.ExitCode == Aborted && child.Error.Contains("AccessViolation", StringComparison.Ordinal) ? InjectedOutcome.EndedByTouch
            : $"ENDED with {child.ExitCode}: {child.Error.ReplaceLineEndings(" ~ ")}";

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
