using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text;
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
        Assert.Equal(
            ["buildTransitive/net10.0/HmmGen.Version.props", "buildTransitive/net10.0/HmmGen.props", "buildTransitive/net10.0/HmmGen.targets"],
            Under(files, "buildTransitive/"));
        Assert.Equal(["runtimes/linux-x64/native/hmmgen-faults.so"], Under(files, "runtimes/"));
        Assert.Superset(new HashSet<string>(["README.md", "icon.png", "LICENSE", "THIRD-PARTY-NOTICES.md"]), new HashSet<string>(files));
    }

    /// <summary>Each assembly of ours has its symbols: in itself, or as a file of the symbol package.</summary>
    [Theory]
    [InlineData("HmmGen")]
    [InlineData("HmmGen.Extensions")]
    [InlineData("HmmGen.Tool")]
    public void Assemblies_have_symbols(string id)
    {
        Feed feed = Feed.OrSkip();
        using ZipArchive package = feed.Open(id);
        using ZipArchive symbols = feed.Open(id, ".snupkg");
        ZipArchiveEntry[] assemblies = [.. package.Entries.Where(entry => entry.Name.StartsWith("HmmGen.", StringComparison.Ordinal) && entry.Name.EndsWith(".dll", StringComparison.Ordinal))];

        Assert.NotEmpty(assemblies);
        Assert.All(assemblies, assembly => Assert.True(
            HasSymbols(assembly) || symbols.GetEntry(Path.ChangeExtension(assembly.FullName, ".pdb")) is not null, $"{assembly.FullName} has no symbols."));
    }

    /// <summary>Nothing in our assemblies and symbols tells in which folder they were built.</summary>
    [Theory]
    [InlineData("HmmGen", ".nupkg")]
    [InlineData("HmmGen", ".snupkg")]
    [InlineData("HmmGen.Extensions", ".snupkg")]
    [InlineData("HmmGen.Tool", ".nupkg")]
    public void No_file_names_the_folder_of_the_build(string id, string ending)
    {
        using ZipArchive package = Feed.OrSkip().Open(id, ending);
        byte[] folder = Encoding.UTF8.GetBytes(Repository());

        Assert.All(package.Entries, entry => Assert.True(Bytes(entry).AsSpan().IndexOf(folder) < 0, $"{entry.FullName} names {Repository()}."));
    }

    /// <summary>Each package has its licence, an icon, a page to read, and the commit that it was built from.</summary>
    [Theory]
    [InlineData("HmmGen")]
    [InlineData("HmmGen.Extensions")]
    [InlineData("HmmGen.Templates")]
    [InlineData("HmmGen.Tool")]
    public void Packages_say_what_they_are(string id)
    {
        using ZipArchive package = Feed.OrSkip().Open(id);
        string about = Encoding.UTF8.GetString(Bytes(package.GetEntry(id + ".nuspec")!));

        Assert.Contains("""<license type="expression">MIT</license>""", about, StringComparison.Ordinal);
        foreach (string part in (string[])["icon", "readme"])
        {
            Match file = Regex.Match(about, $"<{part}>(?<name>[^<]+)</{part}>");
            Assert.True(file.Success && package.GetEntry(file.Groups["name"].Value) is { Length: > 0 }, $"{id} has no {part}.");
        }

        Assert.Matches("""<repository type="git" (url="https?://[^"]+" )?(branch="[^"]+" )?commit="[0-9a-f]{40}" />""", about);
    }

    /// <summary>A program that uses a package beside it has newer ones than it asks for: only ILGPU is of one version (docs/packages.md).</summary>
    [Fact]
    public void Other_packages_may_be_newer()
    {
        using ZipArchive package = Feed.OrSkip().Open("HmmGen.Extensions");
        string about = Encoding.UTF8.GetString(Bytes(package.GetEntry("HmmGen.Extensions.nuspec")!));

        Assert.Equal(["ILGPU", "ILGPU.Algorithms"], Exact().Matches(about).Select(match => match.Groups["id"].Value));
    }

    /// <summary>It depends on ILGPU alone.</summary>
    [Fact]
    public void HmmGen_depends_on_ILGPU_alone()
    {
        string about = Feed.OrSkip().Read("HmmGen.nuspec");

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

    private static string Repository([CallerFilePath] string here = "") => Path.GetDirectoryName(Path.GetDirectoryName(here))! + "/";

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream from = entry.Open();
        using MemoryStream to = new();
        from.CopyTo(to);
        return to.ToArray();
    }

    private static bool HasSymbols(ZipArchiveEntry assembly)
    {
        using PEReader reader = new(new MemoryStream(Bytes(assembly)));
        return reader.ReadDebugDirectory().Any(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
    }

    private static IEnumerable<string> Under(string[] files, string folder)
        => files.Where(file => file.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"<dependency id=""(?<id>[^""]+)""")]
    private static partial Regex Dependency();

    [GeneratedRegex(@"<dependency id=""(?<id>[^""]+)"" version=""\[")]
    private static partial Regex Exact();

    // What looks like a link there is an index and a call.
    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<to>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
