using System.Globalization;
using Spectre.Console;

namespace HmmGen.Corpus;

/// <summary>Prints verdicts as a table of cases and forms.</summary>
/// <param name="console">Where to print.</param>
/// <param name="forms">The forms, one a column.</param>
internal sealed class CorpusReport(IAnsiConsole console, IReadOnlyList<CorpusForm> forms)
{
    private const int WidthOfFiles = 200;

    /// <summary>Runs the checks while showing how far they are, then prints the table and what failed.</summary>
    /// <param name="cases">The cases, one a row.</param>
    /// <param name="verdicts">The verdicts, computed as they are asked for.</param>
    /// <returns>Whether every case passed in every form.</returns>
    public bool Show(IReadOnlyList<CorpusCase> cases, IEnumerable<CorpusVerdict> verdicts)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthOfFiles;

        List<CorpusVerdict> done = Collect(cases.Count * forms.Count, verdicts);
        console.Write(Table(cases, done.ToLookup(verdict => verdict.Case)));

        CorpusVerdict[] failures = [.. done.Where(verdict => !verdict.Passed)];
        foreach (CorpusVerdict failure in failures)
            console.MarkupLineInterpolated($"[red]{failure.Case} ({failure.Form}):[/] {failure.Failure}");
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{done.Count - failures.Length} of {done.Count} passed; a cell is the copy time and the kernel time in ms.");
        return failures.Length == 0;
    }

    private List<CorpusVerdict> Collect(int count, IEnumerable<CorpusVerdict> verdicts)
    {
        List<CorpusVerdict> done = [];
        console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask("kernels", maxValue: count);
            foreach (CorpusVerdict verdict in verdicts)
            {
                done.Add(verdict);
                task.Increment(1);
            }
        });
        return done;
    }

    private Table Table(IReadOnlyList<CorpusCase> cases, ILookup<CorpusCase, CorpusVerdict> verdicts)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("kernel").AddColumn("error");
        foreach (CorpusForm form in forms)
            table.AddColumn(new TableColumn(Markup.Escape(form.Name)).RightAligned());

        foreach (CorpusCase entry in cases)
        {
            CorpusVerdict[] row = [.. verdicts[entry]];
            double error = row.Max(verdict => verdict.MaximumError);
            table.AddRow([Markup.Escape(entry.Name), error.ToString("0.#e+0;;0", CultureInfo.InvariantCulture), .. row.Select(Cell)]);
        }

        return table;
    }

    private static string Cell(CorpusVerdict verdict)
    {
        if (!verdict.Passed)
            return "[red]FAILED[/]";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict.Statistics.CopyingTime.TotalMilliseconds:0.0} + {verdict.Statistics.RunningTime.TotalMilliseconds:0.0}");
    }
}
