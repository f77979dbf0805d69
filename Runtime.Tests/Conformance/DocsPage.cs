using System.Runtime.CompilerServices;

namespace HmmGen.Tests.Conformance;

/// <summary>A page of the documentation that a test compares with.</summary>
internal static class DocsPage
{
    /// <summary>Finds a page: in the tree that the tests were compiled from, or beside the tests where they were carried to another machine.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>The path.</returns>
    public static string Of(string name)
    {
        string inTree = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "docs", name));
        return File.Exists(inTree) ? inTree : Path.Combine(AppContext.BaseDirectory, "docs", name);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
