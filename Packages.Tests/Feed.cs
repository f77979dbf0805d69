using System.IO.Compression;
using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>The packages under test, which <c>eng/check-packages.sh</c> has packed with a version of their own.</summary>
/// <param name="Folder">The folder with the packages.</param>
/// <param name="Version">Their version.</param>
internal sealed record Feed(string Folder, string Version)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "HMMGEN_FEED";

    private const string Package = "HmmGen.";
    private const string Ending = ".nupkg";

    /// <summary>The feed of this run. Without one the calling test skips itself.</summary>
    /// <returns>The feed.</returns>
    public static Feed OrSkip()
    {
        string? folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Variable} names no folder with packages: eng/check-packages.sh packs and runs these tests.");
        string file = Assert.Single(
            Directory.GetFiles(folder!, Package + "*" + Ending).Select(path => Path.GetFileName(path)), name => char.IsAsciiDigit(name[Package.Length]));
        return new Feed(Path.GetFullPath(folder!), file[Package.Length..^Ending.Length]);
    }

    /// <summary>Opens a package.</summary>
    /// <param name="id">The package's id.</param>
    /// <param name="ending">The ending of the file's name.</param>
    /// <returns>The package. The caller disposes of it.</returns>
    public ZipArchive Open(string id, string ending = Ending) => ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}{ending}"));

    /// <summary>Reads a text of the package <c>HmmGen</c>.</summary>
    /// <param name="name">The file's path in the package.</param>
    /// <returns>The text.</returns>
    public string Read(string name)
    {
        using ZipArchive package = Open("HmmGen");
        using StreamReader reader = new(Assert.Single(package.Entries, entry => entry.FullName == name).Open());
        return reader.ReadToEnd();
    }
}
