using System.Runtime.CompilerServices;
using System.Text;

namespace HmmGen.Tests.Conformance;

/// <summary>The table of all rows, as <c>docs/conformance.md</c> has it.</summary>
internal static class ConformanceDocument
{
    /// <summary>Set to 1, the table is written anew.</summary>
    public const string Variable = "HMMGEN_WRITE_DOCS";

    private const string Head = """
        # Conformance with Linux's own tests of HMM

        The kernel tests HMM with a fake device (`lib/test_hmm.c`) and `tools/testing/selftests/mm/hmm-tests.c`; these are its rows, run against HmmGen by
        `Runtime.Tests/Conformance` on the simulated devices 0 and 1 and on the machine's first OpenCL and CUDA devices, where there are any. Its fake device
        reads and writes at the test's request, and `mmap`, `mprotect`, `munmap` and `fork` change the memory; here a generated kernel reads and writes, and
        arrays are allocated, protected, discarded, copied and disposed of, which emulates partial unmapping and remapping, and of forks only copy on write. It
        counts a fault for each range that its driver asks the kernel for; ours are faults of work items, of which a launch with a plan has none.

        Rows without pages of their own run twice, with the pages on the host first and on the device first. "Emulated" holds for what stands for the row's
        system calls, "differs" has right data but not all that the row asserts. Written by the tests themselves
        (`HMMGEN_WRITE_DOCS=1 HmmGen.Runtime.Tests -class '*ConformanceDocumentTests'`); a row that comes to something else than is written here fails.

        """;

    private static string File { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "docs", "conformance.md"));

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

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
