using System.Text.RegularExpressions;
using HmmGen.Generators.Tests.Architecture;
using Xunit;

namespace HmmGen.Generators.Tests.Pages;

/// <summary>Messages that the tables of pages quote are those of the source: who searches for one finds it.</summary>
public sealed partial class QuotedMessageTests
{
    /// <summary>Shorter parts of a message occur anywhere.</summary>
    private const int ShortestPart = 8;

    /// <summary>Messages of others.</summary>
    private static readonly string[] Foreign = ["LLVM ERROR: Instruction Combining did not reach a fixpoint"];

    /// <summary>Names that messages put in, as users read them on Linux.</summary>
    private static readonly (string Hole, string Text)[] Names =
    [
        ("{Driver}", "libcuda.so.1"), ("{Loader}", "libOpenCL.so"), ("{CoreLibrary.ModeVariable}", "HMMGEN_HOST_MODE"),
    ];

    /// <summary>Every part of each quoted message, between its dots, is in a string of the runtime or of the fault service.</summary>
    /// <param name="page">The page.</param>
    /// <param name="fewest">The number of messages that it quotes at least.</param>
    [Theory]
    [InlineData("docs/troubleshooting.md", 25)]
    [InlineData("docs/devices.md", 8)]
    public void Quoted_messages_are_those_of_the_source(string page, int fewest)
    {
        string source = Strings();
        string[] messages = [.. Quoted(RepositoryPages.Read(page))];
        IEnumerable<string> parts = messages.Except(Foreign).SelectMany(static message => message.Split('…'))
            .Select(static part => part.Trim(" .,:;()'".ToCharArray())).Where(static part => part.Length >= ShortestPart);

        Assert.True(messages.Length >= fewest, $"Only {messages.Length} messages were found.");
        Assert.All(parts, part => Assert.Contains(part, source, StringComparison.Ordinal));
    }

    /// <summary>Code of at least four words in the first cell of a table's row.</summary>
    private static IEnumerable<string> Quoted(string page)
        => page.Split('\n').Where(static line => line.StartsWith('|'))
            .SelectMany(static line => Code().Matches(line.Split('|')[1]))
            .Select(static code => code.Groups["text"].Value)
            .Where(static code => code.Count(' ') >= 3);

    /// <summary>All strings of the runtime and the fault service, a line each, without what they put in.</summary>
    private static string Strings()
    {
        IEnumerable<string> files = new[] { "Runtime", "FaultService" }
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(RepositoryPages.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        string text = Joint().Replace(string.Join('\n', files.Select(File.ReadAllText)), "");
        text = Names.Aggregate(text, static (before, name) => before.Replace(name.Hole, name.Text, StringComparison.Ordinal));
        return string.Join('\n', Literal().Matches(text).Select(static literal => Hole().Replace(literal.Groups["text"].Value, "…")));
    }

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("""
        "\s*\+\s*\$?"
        """)]
    private static partial Regex Joint();

    [GeneratedRegex("""
        "(?<text>(?:[^"\\\n]|\\.)*)"
        """)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();
}
