using System.Text;

namespace HmmGen.Tests.Conformance;

/// <summary>The table of all rows, as <c>docs/conformance.md</c> has it.</summary>
internal static class ConformanceDocument
{
    /// <summary>Set to 1, the table is written anew.</summary>
    public const string Variable = "HMMGEN_WRITE_DOCS";

    private const string Head = """
        # Conformance with Linux's own tests of HMM

        Linux tests HMM with a fake device (`lib/test_hmm.c`) and `tools/testing/selftests/mm/hmm-tests.c`. The table has one row for each of these tests.
        `Runtime.Tests/Conformance` runs the rows against HmmGen on the simulated devices 0 and 1, and on the machine's first OpenCL and CUDA devices, where
        there are any.

        The fake device reads and writes when the test asks for it, and `mmap`, `mprotect`, `munmap` and `fork` change the memory. Here a generated kernel reads
        and writes, and arrays are allocated, protected, discarded, copied and disposed of. This emulates partial unmapping and remapping, and of forks only
        copy on write. The fake device counts a fault for each range that its driver requests from Linux. HmmGen counts faults of work items, and a launch with
        a plan has none.

        Rows without pages of their own run twice: with the pages on the host first, and on the device first. "Emulated" means that other operations stand for
        the row's system calls. "Differs" means that the data is right but that not all of the row's assertions hold. The tests write this page themselves
        (`HMMGEN_WRITE_DOCS=1 HmmGen.Runtime.Tests -class '*ConformanceDocumentTests'`). A row whose result differs from this page fails.

        On an OpenCL device that works in place the rows have a form of their own (`ConformanceInPlaceTests`): same values and outcomes, no page on the device.

        """;

    private static string File { get; } = DocsPage.Of("conformance.md");

    /// <summary>The modes, one a column.</summary>
    public static IReadOnlyList<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes];

    /// <summary>Runs every row and writes the table.</summary>
    public static void Write()
    {
        List<string> lines = [];
        foreach (ConformanceRow row in ConformanceRow.All)
        {
            ConformanceResult[] results = [.. Modes.Select(mode => ConformanceResult.Of(row, new HmmSpace(mode)))];
            lines.Add(Line(row, [.. results.Select(result => result.Text)], ReasonOf(results)));
        }

        System.IO.File.WriteAllText(File, Text(lines));
    }

    /// <summary>Reads the table.</summary>
    /// <returns>The text, and what each row has for each mode, with its reasons last.</returns>
    public static (string Text, IReadOnlyDictionary<string, string[]> Cells) Read()
    {
        string text = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");
        Dictionary<string, string[]> cells = [];
        foreach (string line in text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            cells.Add(parts[1].Trim('`'), parts[3..^1]);
        }

        return (text, cells);
    }

    /// <summary>The whole text for what the rows came to.</summary>
    /// <param name="cells">What each row has for each mode, with its reasons last.</param>
    /// <returns>The text.</returns>
    public static string Text(IReadOnlyDictionary<string, string[]> cells)
        => Text(ConformanceRow.All.Select(row => cells.TryGetValue(row.Name, out string[]? own) ? Line(row, own[..^1], own[^1]) : $"{row.Name} is missing"));

    /// <summary>The reasons of results, each once.</summary>
    /// <param name="results">The results.</param>
    /// <returns>The text.</returns>
    public static string ReasonOf(IEnumerable<ConformanceResult> results)
        => string.Join("; ", results.Select(result => result.Reason).Where(reason => reason.Length > 0).Distinct());

    private static string Text(IEnumerable<string> lines)
    {
        StringBuilder text = new(Head.ReplaceLineEndings("\n"));
        text.Append($"\n| row | what must hold | {string.Join(" | ", Modes)} | why not a plain pass |\n");
        text.Append("|---|---|---|---|---|---|\n");
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Line(ConformanceRow row, string[] cells, string reason)
        => $"| `{row.Name}` | {row.Statement} | {string.Join(" | ", cells)} | {reason} |";
}
