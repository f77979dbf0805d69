using System.IO.Compression;
using System.Security.Cryptography;
using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>Who builds the packages again from the same sources, in whatever folder, gets the same packages.</summary>
public sealed class RepeatTests
{
    /// <summary>The environment variable that names a folder with the same packages, built in another folder.</summary>
    private const string Variable = "HMMGEN_SECOND_FEED";

    /// <summary>Each file in each package has the same bytes. Only the times in the archives differ.</summary>
    [Fact]
    public void Packages_that_are_built_in_another_folder_are_the_same()
    {
        Feed feed = Feed.OrSkip();
        string? second = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(second), $"{Variable} names no folder: only in a long run eng/check-packages.sh builds everything twice, which takes minutes.");

        string[] packages = [.. Directory.GetFiles(feed.Folder, "*.*nupkg").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(packages);
        Assert.Equal(packages, Directory.GetFiles(second!, "*.*nupkg").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal(packages.SelectMany(package => Contents(feed.Folder, package)), packages.SelectMany(package => Contents(second!, package)));
    }

    private static IEnumerable<string> Contents(string folder, string file)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(folder, file));
        foreach (ZipArchiveEntry entry in package.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using Stream content = entry.Open();
            yield return $"{file}: {entry.FullName} {Convert.ToHexStringLower(SHA256.HashData(content))}";
        }
    }
}
