using System.Buffers;

namespace HmmGen.Memory;

/// <summary>Memory of the caller, of one element type, that is mirrored for one launch.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="memory">The memory.</param>
internal sealed class MemorySource<T>(ReadOnlyMemory<T> memory) : MemorySource
{
    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override MemoryHandle Pin() => memory.Pin();
}
