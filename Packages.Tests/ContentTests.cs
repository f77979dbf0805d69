using System.IO.Compression;
using System.Text.RegularExpressions;
using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>What lies in the packages.</summary>
public sealed partial class ContentTests
{
    /// <summary>The package has all that a user's project needs, and nothing under <c>lib</c> that it does not.</summary>
    [Fact]
    public void HmmGen_has_all_parts()
    {
        Feed feed = Feed.OrSkip();
        using ZipArchive package = feed.Open("HmmGen");
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];

        Assert.Equal(["lib/net10.0/HmmGen.Runtime.dll", "lib/net10.0/HmmGen.Runtime.xml"], Under(files, "lib/"));
        Assert.Equal(["analyzers/dotnet/cs/HmmGen.Generators.CodeFixes.dll", "analyzers/dotnet/cs/HmmGen.Generators.dll"], Under(files, "analyzers/"));
        Assert.Equal(["buildTransitive/HmmGen.Version.props", "buildTransitive/HmmGen.props", "buildTransitive/HmmGen.targets"], Under(files, "buildTransitive/"));
        Assert.Equal(["runtimes/linux-x64/native/hmmgen-faults.so"], Under(files, "runtimes/"));
        Assert.Superset(new HashSet<string>(["README.md", "icon.png", "LICENSE", "THIRD-PARTY-NOTICES.md"]), new HashSet<string>(files));
    }

    /// <summary>Symbols come with it.</summary>
    [Fact]
    public void HmmGen_has_symbols()
    {
        using ZipArchive package = Feed.OrSkip().Open("HmmGen", ".snupkg");

        Assert.Contains(package.Entries, entry => entry.FullName == "lib/net10.0/HmmGen.Runtime.pdb");
    }

    /// <summary>It says what it is, and depends on ILGPU alone.</summary>
    [Fact]
    public void HmmGen_says_what_it_is()
    {
        string about = Feed.OrSkip().Read("HmmGen.nuspec");

        Assert.Contains("""<license type="expression">MIT</license>""", about, StringComparison.Ordinal);
        Assert.Contains("<icon>icon.png</icon>", about, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", about, StringComparison.Ordinal);
        Assert.Equal(["ILGPU", "ILGPU.Algorithms"], Dependency().Matches(about).Select(match => match.Groups["id"].Value));
    }

    /// <summary>All pages that README and the pages name lie in the package, those of the diagnostics too.</summary>
    [Fact]
    public void Links_lead_to_files_of_the_package()
    {
        using ZipArchive package = Feed.OrSkip().Open("HmmGen");
        HashSet<string> files = [.. package.Entries.Select(entry => entry.FullName)];
        List<string> broken = [];
        foreach (ZipArchiveEntry page in package.Entries.Where(entry => entry.FullName.EndsWith(".md", StringComparison.Ordinal)))
        {
            using StreamReader reader = new(page.Open());
            broken.AddRange(Link().Matches(Code().Replace(reader.ReadToEnd(), "")).Select(match => match.Groups["to"].Value).Where(to => !to.Contains(':', StringComparison.Ordinal))
                .Select(to => Path.GetRelativePath("/", Path.Combine("/", Path.GetDirectoryName(page.FullName)!, to)))
                .Where(to => !files.Contains(to) && !files.Any(file => file.StartsWith(to + "/", StringComparison.Ordinal))).Select(to => $"{page.FullName}: {to}"));
        }

        Assert.Contains("docs/diagnostics/HMM001.md", files);
        Assert.Empty(broken);
    }

    private static IEnumerable<string> Under(string[] files, string folder)
        => files.Where(file => file.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"<dependency id=""(?<id>[^""]+)""")]
    private static partial Regex Dependency();

    // What looks like a link there is an index and a call.
    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<to>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
