using Xunit;

namespace HmmGen.Generators.Tests.Architecture;

/// <summary>Lines of prose in README.md and docs are short enough to read.</summary>
public sealed class ProseTests
{
    private const int MostCharacters = 160;
    private const int MostInRow = 135;

    /// <summary>No line of prose is longer than 160 characters.</summary>
    [Fact]
    public void Lines_of_prose_are_at_most_160_characters()
    {
        Assert.Contains("README.md", RepositoryPages.Docs);
        Assert.Contains("docs/overview.md", RepositoryPages.Docs);
        Assert.Empty(RepositoryPages.Docs.SelectMany(page => LongLines(RepositoryPages.Read(page)).Select(line => $"{page}({line})")));
    }

    /// <summary>Pages that were mended once have tables whose rows fit a window.</summary>
    /// <param name="page">The page.</param>
    [Theory]
    [InlineData("docs/overview.md")]
    [InlineData("docs/tool.md")]
    public void Rows_are_short(string page)
    {
        string[] rows = [.. RepositoryPages.Read(page).Split('\n').Where(line => line.StartsWith('|'))];

        Assert.True(rows.Length > 20);
        Assert.DoesNotContain(rows, row => row.Length > MostInRow);
    }

    /// <summary>Long lines are found outside code blocks and tables only.</summary>
    [Fact]
    public void Tables_and_code_blocks_are_excepted()
    {
        string line = new('x', MostCharacters + 1);
        string text = $"{line}\n| {line} |\n```csharp\n{line}\n```\n- {line}\n{line[1..]}\n  ```\n{line}\n  ```\n{line}\r\n";

        Assert.Equal([1, 6, 11], LongLines(text));
    }

    /// <summary>The numbers of the lines of prose that are too long, from 1.</summary>
    private static List<int> LongLines(string text)
    {
        List<int> found = [];
        bool isCode = false;
        int number = 0;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            string trimmed = line.TrimStart();
            if (trimmed.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else if (!isCode && !trimmed.StartsWith('|') && line.Length > MostCharacters)
            {
                found.Add(number);
            }
        }

        return found;
    }
}
