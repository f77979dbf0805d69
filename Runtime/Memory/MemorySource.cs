using System.Buffers;

namespace HmmGen.Memory;

/// <summary>Memory of the caller that is mirrored for one launch.</summary>
internal abstract class MemorySource
{
    /// <summary>The element type.</summary>
    public abstract Type ElementType { get; }

    /// <summary>Pins the memory.</summary>
    /// <returns>The pin; dispose of it at the launch's end.</returns>
    public abstract MemoryHandle Pin();
}
