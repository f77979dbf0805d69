using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Tests;

/// <summary>The assemblies that the tests themselves run on. To read one takes time, so each is read once for all compilations.</summary>
internal static class PlatformReferences
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Some of them.</summary>
    /// <param name="isMeant">Whether a file of a name is among them.</param>
    /// <returns>They.</returns>
    public static IEnumerable<MetadataReference> Where(Func<string, bool> isMeant) => All.Where(reference => isMeant(Path.GetFileName(reference.Display!)));
}
