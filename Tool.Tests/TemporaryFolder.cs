namespace HmmGen.Tool.Tests;

/// <summary>A folder that a test has for itself.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("hmm-tool-").FullName;

    /// <summary>The path of a file in it.</summary>
    /// <param name="name">The file.</param>
    /// <returns>The path.</returns>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
