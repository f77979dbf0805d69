using System.Globalization;
using Xunit;

namespace HmmGen.Samples.Tests;

/// <summary>A run of a sample that has ended.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What it wrote to the standard output.</param>
/// <param name="Error">What it wrote to the standard error.</param>
/// <param name="LeftFiles">The temporary files that it left.</param>
internal sealed record SampleRun(int ExitCode, string Output, string Error, IReadOnlyList<string> LeftFiles)
{
    private const char Edge = '│';

    /// <summary>Checks that the sample did its work, with the bits of plain C#, and left nothing behind.</summary>
    /// <returns>This run.</returns>
    public SampleRun Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}.\n{Error}\n{Output}");
        Assert.Equal("0", Cell("largest difference to plain C#"));
        Assert.Empty(LeftFiles);
        return this;
    }

    /// <summary>Checks that the sample refused what it was given: in words, without a trace.</summary>
    /// <param name="words">What the message has to say.</param>
    public void Refused(string words)
    {
        Assert.True(ExitCode == 2, $"Exit code {ExitCode}.\n{Error}\n{Output}");
        Assert.Contains(words, Error, StringComparison.Ordinal);
        HasNoTrace();
        Assert.Empty(LeftFiles);
    }

    /// <summary>Checks that no exception was printed with its frames.</summary>
    public void HasNoTrace() => Assert.DoesNotContain("   at ", Error + Output, StringComparison.Ordinal);

    /// <summary>The second cell of a table's row.</summary>
    /// <param name="name">The first cell.</param>
    /// <returns>Its text.</returns>
    public string Cell(string name)
    {
        string? row = Output.Split('\n').FirstOrDefault(line => line.Split(Edge) is [_, string first, ..] && first.Trim() == name);
        Assert.True(row is not null, $"No row '{name}' in\n{Output}");
        return row.Split(Edge)[2].Trim();
    }

    /// <summary>A number in a row.</summary>
    /// <param name="name">The first cell.</param>
    /// <returns>The number.</returns>
    public long Number(string name) => long.Parse(Cell(name), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
