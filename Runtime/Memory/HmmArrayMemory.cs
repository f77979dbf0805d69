// Safety: spans and handles point into the array's region; they are valid as long as the array is, as HmmArray documents.
using System.Buffers;

namespace HmmGen.Memory;

/// <summary>An <see cref="HmmArray{T}"/> as <see cref="Memory{T}"/>: each span taken from it is a host access.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="array">The array; no longer than memory can be.</param>
internal sealed class HmmArrayMemory<T>(HmmArray<T> array) : MemoryManager<T>
    where T : unmanaged
{
    private readonly HmmArrayPins<T> _pins = new(array);

    /// <summary>The array.</summary>
    public HmmArray<T> Array => array;

    /// <inheritdoc/>
    public override Memory<T> Memory => CreateMemory((int)array.Length);

    /// <inheritdoc/>
    public override Span<T> GetSpan() => array.AsSpan();

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => _pins.Pin(elementIndex, this);

    /// <inheritdoc/>
    public override void Unpin() => _pins.Unpin();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => array.Dispose();
}
