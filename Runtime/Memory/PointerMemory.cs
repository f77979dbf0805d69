// Safety: the caller of HmmBuffer.FromPointer promises that the memory stays while a launch uses it; it never moves.
using System.Buffers;

namespace HmmGen.Memory;

/// <summary>Memory behind a pointer, for one launch.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="pointer">The first element.</param>
/// <param name="length">The number of elements.</param>
internal sealed unsafe class PointerMemory<T>(T* pointer, int length) : MemoryManager<T> where T : unmanaged
{
    /// <inheritdoc/>
    public override Span<T> GetSpan() => new(pointer, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(pointer + elementIndex, default, this);

    /// <inheritdoc/>
    public override void Unpin()
    {
        // Memory that never moves needs no pin.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The memory is the caller's.
    }
}
