// Safety: the pointer is that of an HmmPin, which is kept until the last handle lets go.
using System.Buffers;

namespace HmmGen.Memory;

/// <summary>The pins of an array's memory. Handles do not say which elements they end with, so the first pins all of them and the last lets go.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <param name="array">The array.</param>
internal sealed unsafe class HmmArrayPins<T>(HmmArray<T> array) where T : unmanaged
{
    private readonly Lock _gate = new();
    private HmmPin<T>? _pin;
    private int _pins;

    /// <summary>Pins.</summary>
    /// <param name="elementIndex">The element to point at.</param>
    /// <param name="owner">Who lets go when the handle is disposed of.</param>
    /// <returns>The handle.</returns>
    public MemoryHandle Pin(int elementIndex, IPinnable owner)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)array.Length, nameof(elementIndex));
        lock (_gate)
        {
            _pin ??= array.Pin();
            _pins++;
            return new MemoryHandle(_pin.Pointer + elementIndex, default, owner);
        }
    }

    /// <summary>Lets go of one pin.</summary>
    public void Unpin()
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
}
