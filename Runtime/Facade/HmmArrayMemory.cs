// Safety: spans and handles point into the array's region; one pin lives until the last handle is unpinned.
using System.Buffers;
using HmmGen.Memory;

namespace HmmGen;

/// <summary>An <see cref="HmmArray{T}"/> as <see cref="Memory{T}"/>. Each span of it is a touch by the host for writing.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="array">The array, with at most <see cref="int.MaxValue"/> elements.</param>
/// <remarks>Any thread may use it at any time.</remarks>
internal unsafe class HmmArrayMemory<T>(HmmArray<T> array) : RegionMemory<T>
    where T : unmanaged
{
    private readonly Lock _gate = new();
    private HmmPin<T>? _pin;
    private int _pins;

    /// <summary>The array.</summary>
    public HmmArray<T> Array => array;

    /// <inheritdoc/>
    public override Memory<T> Memory => CreateMemory((int)array.Length);

    /// <inheritdoc/>
    public override Span<T> GetSpan() => array.AsSpan();

    /// <inheritdoc/>
    public override LaunchBuffer BufferOf(long start, long length) => array.BufferOf(start, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)array.Length, nameof(elementIndex));
        lock (_gate)
        {
            // A handle does not say where its elements end. So the first handle pins all elements, and the last one ends the pin.
            _pin ??= array.Pin();
            _pins++;
            return new MemoryHandle(_pin.Pointer + elementIndex, default, this);
        }
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
        lock (_gate)
        {
            if (_pins > 0 && --_pins == 0)
            {
                _pin?.Dispose();
                _pin = null;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => array.Dispose();
}
