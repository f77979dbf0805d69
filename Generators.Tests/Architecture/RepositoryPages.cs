using System.Runtime.CompilerServices;

namespace HmmGen.Generators.Tests.Architecture;

/// <summary>The pages of the repository: its Markdown files.</summary>
internal static class RepositoryPages
{
    /// <summary>The root folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>README.md and all pages below <c>docs</c>, as paths from the root.</summary>
    public static IReadOnlyList<string> Docs { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All of <see cref="Docs"/>, and the other pages beside README.md.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Docs.Union(Directory.EnumerateFiles(Root, "*.md").Select(path => Path.GetFileName(path)), StringComparer.Ordinal),
    ];

    /// <summary>Reads a page.</summary>
    /// <param name="page">The path from the root.</param>
    /// <returns>The text, its lines ended by line feeds.</returns>
    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
