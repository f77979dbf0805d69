namespace HmmGen.Samples.Tests;

/// <summary>A file that is empty or cut, for as long as a test needs it.</summary>
internal sealed class DamagedFile : IDisposable
{
    /// <summary>Writes a file.</summary>
    /// <param name="bytes">What it holds.</param>
    public DamagedFile(params ReadOnlySpan<byte> bytes) => File.WriteAllBytes(Path, bytes);

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.GetTempFileName();

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
