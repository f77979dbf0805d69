using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>
/// A page of docs/diagnostics: a bad example and a good one. In the bad one a comment at a line's end says what is reported on that line and
/// where: <c>// HMM001: Ops</c>; several are separated by semicolons.
/// </summary>
internal sealed partial class DiagnosticPage
{
    private DiagnosticPage(string id, string text, string bad, string good)
    {
        Id = id;
        Text = text;
        Bad = bad;
        Good = good;
    }

    /// <summary>The id of all pages, in order.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. Directory.GetFiles(Folder(), "HMM*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <summary>The page's id.</summary>
    public string Id { get; }

    /// <summary>All of the page.</summary>
    public string Text { get; }

    /// <summary>The example that gives it.</summary>
    public string Bad { get; }

    /// <summary>The example that does not.</summary>
    public string Good { get; }

    /// <summary>What the bad example says is reported: line, id and text.</summary>
    public IReadOnlyList<string> Marks =>
    [
        .. Bad.Split('\n').SelectMany(
            (line, number) => Mark().Match(line).Groups["mark"].Captures.Select(m => $"{number + 1} {m.Value.Trim()}")),
    ];

    /// <summary>Reads a page.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The page.</returns>
    public static DiagnosticPage Read(string id)
    {
        string text = File.ReadAllText(Path.Combine(Folder(), id + ".md")).ReplaceLineEndings("\n");
        string[] blocks = [.. Block().Matches(text).Select(m => m.Groups["code"].Value)];
        Xunit.Assert.True(blocks.Length == 2, $"{id}.md has {blocks.Length} blocks of C# in place of a bad and a good one.");
        Xunit.Assert.StartsWith($"# {id}: ", text, StringComparison.Ordinal);
        return new DiagnosticPage(id, text, blocks[0], blocks[1]);
    }

    /// <summary>The version of C# that an example asks for.</summary>
    /// <param name="example">The example.</param>
    /// <returns>The version; the latest where none is named.</returns>
    public static LanguageVersion VersionOf(string example)
    {
        Match match = Version().Match(example);
        return match.Success && LanguageVersionFacts.TryParse(match.Groups["version"].Value, out LanguageVersion version)
            ? version
            : LanguageVersion.Latest;
    }

    /// <summary>A finding as a mark is written.</summary>
    /// <param name="line">The line, from 0.</param>
    /// <param name="id">The id.</param>
    /// <param name="text">The text at its place.</param>
    /// <returns>The mark.</returns>
    public static string MarkOf(int line, string id, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{line + 1} {id}: {text}");

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs", "diagnostics"));

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"// (?:(?<mark>HMM\d{3}: .*?)(?:; (?=HMM)|$))+$")]
    private static partial Regex Mark();

    [GeneratedRegex("<LangVersion>(?<version>.*?)</LangVersion>")]
    private static partial Regex Version();
}
