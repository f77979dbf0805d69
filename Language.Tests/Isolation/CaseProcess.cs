using System.Text.Json;
using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Running;

namespace HmmGen.Language.Tests.Isolation;

/// <summary>
/// Tries cases in processes of their own. When one ends before its time, the case at fault gets that as its outcome, and another goes on with the rest.
/// A case over which the driver crashed (<see cref="DriverCrash"/>) is tried with the remedy.
/// </summary>
/// <param name="options">Options of <see cref="CaseChild"/>.</param>
/// <param name="report">Is told each outcome as it comes.</param>
internal sealed class CaseProcess(IReadOnlyList<string> options, Action<LanguageCase, Outcome>? report = null)
{
    /// <summary>What its processes' environment has besides that of this process.</summary>
    private (string Name, string Value)[] Variables { get; init; } = [];

    /// <summary>Tries cases.</summary>
    /// <param name="cases">The cases.</param>
    /// <returns>Their outcomes, in their order.</returns>
    public IReadOnlyList<Outcome> Try(IReadOnlyList<LanguageCase> cases)
    {
        if (cases.Count == 0)
        {
            return [];
        }

        Outcome?[] outcomes = new Outcome?[cases.Count];
        void Finish(int number, Outcome outcome)
        {
            outcomes[number] = outcome;
            report?.Invoke(cases[number], outcome);
        }

        (JournalEntry? last, string end) = RunChild(cases, entry =>
        {
            if (entry.Step == JournalStep.Done)
            {
                Finish(entry.Cases[0], entry.Outcome!);
            }
        });
        int[] missing = Missing(outcomes);
        if (missing.Length == 0)
        {
            return outcomes!;
        }

        int[] suspects = last is { Step: not JournalStep.Done } ? [.. last.Cases] : missing;
        if (suspects.Length == 1)
        {
            Finish(suspects[0], DriverCrash.Ended(end) && Variables.Length == 0 ? TryWithRemedy(cases[suspects[0]]) : new Outcome(OutcomeKind.Crash, end));
        }
        else
        {
            Retry([.. suspects.Take(suspects.Length / 2)]);
            Retry([.. suspects.Skip(suspects.Length / 2)]);
        }

        Retry(Missing(outcomes));
        return outcomes!;

        void Retry(int[] numbers)
        {
            foreach ((int number, Outcome outcome) in numbers.Zip(Try([.. numbers.Select(number => cases[number])])))
            {
                outcomes[number] = outcome;
            }
        }
    }

    private Outcome TryWithRemedy(LanguageCase @case) => new CaseProcess(options) { Variables = [DriverCrash.Remedy] }.Try([@case])[0];

    private static int[] Missing(Outcome?[] outcomes)
        => [.. Enumerable.Range(0, outcomes.Length).Where(number => outcomes[number] is null)];

    private (JournalEntry? Last, string End) RunChild(IReadOnlyList<LanguageCase> cases, Action<JournalEntry> read)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, string.Concat(cases.Select(@case => @case.ToText())));
            JournalEntry? last = null;
            string end = ChildProcess.Run([CaseChild.Name, file, .. options], line =>
            {
                last = JsonSerializer.Deserialize<JournalEntry>(line)!;
                read(last);
            }, Variables);
            return (last, end);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
