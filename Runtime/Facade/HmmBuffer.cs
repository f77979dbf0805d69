// Safety: pointers come from the caller, who promises that the memory stays while a launch uses it.
using HmmGen.Memory;

namespace HmmGen;

/// <summary>An argument of a kernel for elements that it reads and writes.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// Arrays, memories, segments and <see cref="HmmArray{T}"/> convert to it. Elements of an <see cref="HmmArray{T}"/> stay on the device after a launch. All
/// others are mirrored for one launch. Conversions never throw: the launch throws for arguments that the kernel cannot use, with an exception that names the
/// parameter. Values do not change and may be used by any thread.
/// </remarks>
public readonly struct HmmBuffer<T> where T : unmanaged
{
    private readonly LaunchBuffer _buffer;

    internal HmmBuffer(LaunchBuffer buffer) => _buffer = buffer;

    /// <summary>The number of elements.</summary>
    public long Length => _buffer.Length;

    /// <summary>Makes a buffer over a pointer: native memory, a mapped file or a pinned object. The elements are mirrored for one launch.</summary>
    /// <param name="pointer">The first element. The memory must stay at its address until the launch has ended.</param>
    /// <param name="length">The number of elements, at least 0.</param>
    /// <returns>
    /// The buffer. Launches on devices other than the host refuse it if the memory is that of an <see cref="HmmArray{T}"/>: pass the array. In
    /// <see cref="HmmHostMode.Scopes"/> they refuse it only where the array is passed, too. There it is a use by the host: pin the elements as long.
    /// </returns>
    /// <exception cref="ArgumentNullException">The pointer is null and the length is not 0.</exception>
    /// <exception cref="ArgumentException">The pointer is an offset from null: an address below 64 KiB. The length is not 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static unsafe HmmBuffer<T> FromPointer(T* pointer, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return Array.Empty<T>();
        }

        ArgumentNullException.ThrowIfNull(pointer);
        if (NullArea.Has(pointer))
        {
            throw new ArgumentException($"The pointer is {NullArea.Describe(pointer)}: pass the address of the first element.", nameof(pointer));
        }

        return new PointerMemory<T>(pointer, length).Memory;
    }

    /// <summary>Converts an array.</summary>
    /// <param name="array">The array. The launch throws when it is null.</param>
    public static implicit operator HmmBuffer<T>(T[]? array) => new(array is null ? default : LaunchBuffer.Of(array, 0, array.Length));

    /// <summary>Converts memory. Memory over an <see cref="HmmArray{T}"/> converts like that array.</summary>
    /// <param name="memory">The memory.</param>
    public static implicit operator HmmBuffer<T>(Memory<T> memory) => new(LaunchBuffer.Of<T>(memory));

    /// <summary>Converts a part of an array.</summary>
    /// <param name="segment">The part.</param>
    public static implicit operator HmmBuffer<T>(ArraySegment<T> segment) => new(LaunchBuffer.Of<T>(segment.AsMemory()));

    /// <summary>Converts an array of a space, or a slice of one.</summary>
    /// <param name="array">The array. The launch throws when it is null or disposed of.</param>
    public static implicit operator HmmBuffer<T>(HmmArray<T>? array) => new(array?.BufferOf(0, array.Length) ?? default);

    /// <summary>Converts to the argument that generated code passes on.</summary>
    /// <param name="buffer">The buffer.</param>
    public static implicit operator LaunchBuffer(HmmBuffer<T> buffer) => buffer._buffer;

    /// <summary>Converts to a buffer that the kernel only reads.</summary>
    /// <param name="buffer">The buffer.</param>
    public static implicit operator HmmReadOnlyBuffer<T>(HmmBuffer<T> buffer) => new(buffer._buffer);
}
