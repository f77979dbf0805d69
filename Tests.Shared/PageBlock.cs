using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Tests.Shared;

/// <summary>A block of code in a page, between two fences.</summary>
/// <param name="Page">The page, as a path from the repository's root.</param>
/// <param name="Line">The line of the first fence, from 1.</param>
/// <param name="Mark">What stands behind the first fence: the language; empty for pictures and outputs.</param>
/// <param name="Source">The file that the block quotes, which a comment on the line before names; null where there is none.</param>
/// <param name="Code">The lines between the fences.</param>
internal sealed partial record PageBlock(string Page, int Line, string Mark, string? Source, string Code)
{
    /// <summary>A command and what it prints.</summary>
    public bool IsOutput => Mark.Length == 0 && Code.StartsWith("$ ", StringComparison.Ordinal);

    /// <summary>Finds the blocks of a page, also those that are indented. A fence that is not closed fails.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The blocks, in order.</returns>
    public static IReadOnlyList<PageBlock> In(string page) => Of(page, Read(page));

    /// <summary>Finds the one block of a page that has a mark and begins with a text.</summary>
    /// <param name="page">The page.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="beginning">The text.</param>
    /// <returns>The block.</returns>
    public static PageBlock One(string page, string mark, string beginning = "")
        => Assert.Single(In(page), block => block.Mark == mark && block.Code.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Reads a page.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The text, its lines ended by line feeds.</returns>
    public static string Read(string page) => File.ReadAllText(Path.Combine(Root(), page)).ReplaceLineEndings("\n");

    /// <summary>Finds the blocks of a text.</summary>
    /// <param name="page">The page that it stands for.</param>
    /// <param name="text">The text.</param>
    /// <returns>The blocks, in order.</returns>
    public static IReadOnlyList<PageBlock> Of(string page, string text)
    {
        List<PageBlock> blocks = [];
        string[] lines = text.Split('\n');
        int open = -1;
        for (int at = 0; at < lines.Length; at++)
        {
            Match fence = Fence().Match(lines[at]);
            if (fence.Success && open < 0)
            {
                open = at;
            }
            else if (fence.Success)
            {
                Assert.True(fence.Groups["mark"].Length == 0, $"{page}({at + 1}): a block ends with a mark.");
                Match source = open == 0 ? Match.Empty : Quoted().Match(lines[open - 1]);
                string? file = source.Success ? source.Groups["file"].Value : null;
                blocks.Add(new PageBlock(page, open + 1, Fence().Match(lines[open]).Groups["mark"].Value, file, string.Join('\n', lines[(open + 1)..at])));
                open = -1;
            }
        }

        Assert.True(open < 0, $"{page}({open + 1}): a block is not closed.");
        return blocks;
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));

    [GeneratedRegex("^ *(```|~~~)(?<mark>.*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^<!-- (?<file>\S+\.cs) -->$")]
    private static partial Regex Quoted();
}
