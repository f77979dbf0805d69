using System.Runtime.InteropServices;

namespace HmmGen.Tests.Transparent;

/// <summary>What starts programs that are assemblies.</summary>
internal static class DotnetHost
{
    /// <summary>The dotnet of this process's runtime; the one on the path where that has none.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        string beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }
}
