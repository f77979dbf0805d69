using System.Runtime.InteropServices;

namespace HmmGen.Tests.Transparent;

/// <summary>The files of a memory model, in a folder of their own.</summary>
internal sealed class ModelFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hmmgen-model").FullName;

    /// <summary>Makes the files.</summary>
    public ModelFiles()
    {
        File.WriteAllBytes(Mapped, new byte[MemoryModel.FileBytes]);
        File.WriteAllBytes(Constants, MemoryMarshal.AsBytes<int>(Enumerable.Range(1000, MemoryModel.Length).ToArray()));
    }

    /// <summary>The file that a subject maps.</summary>
    public string Mapped => Path.Combine(_folder, "mapped");

    /// <summary>A file that is only read.</summary>
    public string Constants => Path.Combine(_folder, "constants");

    /// <summary>A file that an operation writes anew. It need not exist.</summary>
    public string Scratch => Path.Combine(_folder, "scratch");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
