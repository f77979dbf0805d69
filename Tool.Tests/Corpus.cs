using HmmGen.Corpus;

namespace HmmGen.Tool.Tests;

/// <summary>The assembly with kernels that most tests use.</summary>
internal static class Corpus
{
    /// <summary>Its file.</summary>
    public static string Path { get; } = typeof(CorpusCatalog).Assembly.Location;
}
