using System.Buffers;

namespace HmmGen.Memory;

/// <summary>Memory of the caller that is mirrored for one launch.</summary>
internal abstract class MemorySource
{
    /// <summary>Keeps the memory where it is.</summary>
    /// <returns>Its address; to be disposed of at the launch's end.</returns>
    public abstract MemoryHandle Pin();
}
