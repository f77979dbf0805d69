// Safety: the span can be written only by who takes it from a MemoryManager that nobody is given; as ReadOnlyMemory it is only read.
using System.Buffers;
using System.Runtime.InteropServices;

namespace HmmGen.Memory;

/// <summary>An <see cref="HmmArray{T}"/> as <see cref="ReadOnlyMemory{T}"/>: each span taken from it is a host access that only reads.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="array">The array; no longer than memory can be.</param>
internal sealed class HmmArrayReadOnlyMemory<T>(HmmArray<T> array) : MemoryManager<T>
    where T : unmanaged
{
    private readonly HmmArrayPins<T> _pins = new(array);

    /// <summary>The array.</summary>
    public HmmArray<T> Array => array;

    /// <inheritdoc/>
    public override Memory<T> Memory => CreateMemory((int)array.Length);

    /// <inheritdoc/>
    public override Span<T> GetSpan()
    {
        ReadOnlySpan<T> span = array.AsReadOnlySpan();
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => _pins.Pin(elementIndex, this);

    /// <inheritdoc/>
    public override void Unpin() => _pins.Unpin();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => array.Dispose();
}
