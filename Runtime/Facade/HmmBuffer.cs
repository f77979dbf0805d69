// Safety: pointers are the caller's, who promises that the memory stays while a launch uses it.
using HmmGen.Memory;

namespace HmmGen;

/// <summary>Elements that a kernel reads and writes: converts from arrays, memories, segments and <see cref="HmmArray{T}"/>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>Elements of an <see cref="HmmArray{T}"/> stay on the device after a launch; all others are mirrored for one launch.
/// Conversions never throw: what a kernel cannot use is refused by the launch, with an exception that names the parameter.</remarks>
public readonly struct HmmBuffer<T> where T : unmanaged
{
    private readonly LaunchBuffer _buffer;

    internal HmmBuffer(LaunchBuffer buffer) => _buffer = buffer;

    /// <summary>The number of elements.</summary>
    public long Length => _buffer.Length;

    /// <summary>Elements behind a pointer: native memory, a mapped file, a pinned object. They are mirrored for one launch.</summary>
    /// <param name="pointer">The first element. The memory must stay where it is until the launch has ended.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The elements.</returns>
    /// <exception cref="ArgumentNullException">The pointer is null, and there are to be elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static unsafe HmmBuffer<T> FromPointer(T* pointer, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return Array.Empty<T>();
        }

        ArgumentNullException.ThrowIfNull(pointer);
        return new PointerMemory<T>(pointer, length).Memory;
    }

    /// <summary>Converts from an array.</summary>
    /// <param name="array">The array; null is refused by the launch.</param>
    public static implicit operator HmmBuffer<T>(T[]? array) => new(array is null ? default : LaunchBuffer.Of<T>(array.AsMemory()));

    /// <summary>Converts from memory.</summary>
    /// <param name="memory">The memory.</param>
    public static implicit operator HmmBuffer<T>(Memory<T> memory) => new(LaunchBuffer.Of<T>(memory));

    /// <summary>Converts from a part of an array.</summary>
    /// <param name="segment">The part.</param>
    public static implicit operator HmmBuffer<T>(ArraySegment<T> segment) => new(LaunchBuffer.Of<T>(segment.AsMemory()));

    /// <summary>Converts from an array of a space, or a slice of one.</summary>
    /// <param name="array">The array; null, or one that is disposed of, is refused by the launch.</param>
    public static implicit operator HmmBuffer<T>(HmmArray<T>? array) => new(array?.BufferOf(0, array.Length) ?? default);

    /// <summary>Converts to what generated code passes on.</summary>
    /// <param name="buffer">The elements.</param>
    public static implicit operator LaunchBuffer(HmmBuffer<T> buffer) => buffer._buffer;

    /// <summary>Converts to elements that are only read.</summary>
    /// <param name="buffer">The elements.</param>
    public static implicit operator HmmReadOnlyBuffer<T>(HmmBuffer<T> buffer) => new(buffer._buffer);
}
