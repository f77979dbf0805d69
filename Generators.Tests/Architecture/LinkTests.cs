using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Generators.Tests.Architecture;

/// <summary>Links between the pages of the repository lead somewhere.</summary>
public sealed partial class LinkTests
{
    /// <summary>The file of every relative link exists, and has the heading that the link names.</summary>
    [Fact]
    public void Relative_links_lead_to_files_and_headings()
    {
        List<string> broken = [];
        int links = 0;
        foreach (string page in RepositoryPages.All)
        {
            foreach (string target in Targets(RepositoryPages.Read(page)))
            {
                links++;
                if (Defect(page, target) is { } defect)
                {
                    broken.Add($"{page}: {target}: {defect}");
                }
            }
        }

        Assert.True(links > 100, $"Only {links} links were found.");
        Assert.Empty(broken);
    }

    /// <summary>A heading has the name that GitHub gives it.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="anchor">Its name.</param>
    [Theory]
    [InlineData("Limits of lifetimes", "limits-of-lifetimes")]
    [InlineData("`AsSpan` says \"Bad address\"", "asspan-says-bad-address")]
    [InlineData("1. Annotate, launch", "1-annotate-launch")]
    [InlineData("See [the walk](walk.md)", "see-the-walk")]
    [InlineData("C# 14 + F#", "c-14--f")]
    public void Headings_are_named_as_on_GitHub(string heading, string anchor) => Assert.Equal([anchor], Anchors($"# {heading}\n"));

    /// <summary>A heading that comes twice is numbered the second time. Lines of code are no headings.</summary>
    [Fact]
    public void Equal_headings_are_numbered() => Assert.Equal(["one", "one-1"], Anchors("# One\n```sh\n# code\n```\n## One\n"));

    private static string? Defect(string page, string target)
    {
        string[] parts = target.Split('#', 2);
        string file = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        string path = Path.GetFullPath(Path.Combine(RepositoryPages.Root, file));
        return !File.Exists(path) && !Directory.Exists(path) ? "no such file"
            : !path.StartsWith(RepositoryPages.Root, StringComparison.Ordinal) ? "outside the repository"
            : parts.Length == 2 && !Anchors(RepositoryPages.Read(path)).Contains(parts[1]) ? "no such heading"
            : null;
    }

    /// <summary>The targets of the relative links of a page. Code has none.</summary>
    private static IEnumerable<string> Targets(string text)
        => Link().Matches(Code().Replace(Prose(text), "")).Select(link => link.Groups["target"].Value).Where(target => !target.Contains(':'));

    /// <summary>The names of a page's headings.</summary>
    private static List<string> Anchors(string text)
    {
        List<string> anchors = [];
        Dictionary<string, int> seen = [];
        foreach (Match heading in Heading().Matches(Prose(text)))
        {
            string words = Link().Replace(heading.Groups["words"].Value, "${words}").ToLowerInvariant();
            string anchor = Omitted().Replace(words, "").Replace(' ', '-');
            int before = seen.GetValueOrDefault(anchor);
            seen[anchor] = before + 1;
            anchors.Add(before == 0 ? anchor : $"{anchor}-{before}");
        }

        return anchors;
    }

    /// <summary>A page without its blocks of code.</summary>
    private static string Prose(string text)
    {
        StringBuilder prose = new();
        bool isCode = false;
        foreach (string line in text.Split('\n'))
        {
            bool isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            prose.Append(isCode || isFence ? "" : line).Append('\n');
        }

        return prose.ToString();
    }

    [GeneratedRegex(@"\[(?<words>[^\[\]]*)\]\((?<target>[^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^#{1,6} +(?<words>.*?) *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex Omitted();
}
