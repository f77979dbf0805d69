using System.Text;

namespace HmmGen.Tests.Transparent;

/// <summary>Writes the table of what came of calls that failed.</summary>
internal static class InjectionTable
{
    private const string Head = """
        # Calls that fail, one at a time

        `HMMGEN_TESTS=long HmmGen.Runtime.Tests -method '*A_call_that_fails_leaves_every_page_right_or_lost_with_a_reason'` writes this page; do not edit it.

        The test does each operation once for each call that the coherence core makes under it ([system-calls.md](system-calls.md)) and for each error that the
        call may give. The n-th call fails once, or it and all later calls fail, or it is 50 ms late. Then the test compares each page with its allowed contents
        and discards all pages, and the array must be usable again.

        *Right*: the operation has done its work. *Refused*: an exception; every page is as before or as after. *Poisoned*: a page is lost, and gives the reason
        (`LossReason`). Each number counts the steps with that outcome. A touch by ordinary code of a page that fails ends the process. Where the system serves
        its own touches (`Transparent`) the test sees the failure without ending (`TouchException`).


        """;

    /// <summary>Writes it.</summary>
    /// <param name="outcomes">What came of each step.</param>
    public static void Write(IReadOnlyCollection<InjectedOutcome> outcomes)
    {
        StringBuilder text = new(Head.ReplaceLineEndings("\n").TrimEnd('\n') + "\n\n");
        text.Append($"{outcomes.Count} steps.\n");
        foreach (IGrouping<HmmHostMode, InjectedOutcome> mode in outcomes.GroupBy(outcome => outcome.Mode))
        {
            text.Append($"\n## {mode.Key}\n\n| operation | call | outcome |\n|---|---|---|\n");
            foreach (IGrouping<(string Operation, string Call), InjectedOutcome> row in mode.GroupBy(outcome => (outcome.Operation, outcome.Call)))
            {
                IEnumerable<string> results = row.GroupBy(outcome => outcome.Outcome)
                    .Where(result => result.Key != "not reached")
                    .OrderBy(result => result.Key, StringComparer.Ordinal)
                    .Select(result => $"{result.Key} {result.Count()}");
                string joined = string.Join("; ", results);
                text.Append(joined.Length > 0 ? $"| {row.Key.Operation} | {row.Key.Call} | {joined} |\n" : "");
            }
        }

        File.WriteAllText(Path.Combine(Root(), "docs", "fault-injection.md"), text.ToString());
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "HmmGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("the solution");
    }
}
