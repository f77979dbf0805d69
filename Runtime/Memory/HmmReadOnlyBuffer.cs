using HmmGen.Kernels;

namespace HmmGen;

/// <summary>Elements that a kernel reads: converts from arrays, memories, segments and <see cref="HmmArray{T}"/>.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>Elements of an <see cref="HmmArray{T}"/> stay on the device after a launch; all others are mirrored for one launch.</remarks>
public readonly struct HmmReadOnlyBuffer<T> where T : unmanaged
{
    private readonly LaunchBuffer _buffer;

    internal HmmReadOnlyBuffer(LaunchBuffer buffer) => _buffer = buffer;

    /// <summary>The number of elements.</summary>
    public long Length => _buffer.Length;

    /// <summary>Converts from an array.</summary>
    /// <param name="array">The array; null is refused by the launch.</param>
    public static implicit operator HmmReadOnlyBuffer<T>(T[]? array) => new(array is null ? default : LaunchBuffer.Of<T>(array.AsMemory()));

    /// <summary>Converts from memory.</summary>
    /// <param name="memory">The memory.</param>
    public static implicit operator HmmReadOnlyBuffer<T>(Memory<T> memory) => new(LaunchBuffer.Of<T>(memory));

    /// <summary>Converts from memory that may only be read.</summary>
    /// <param name="memory">The memory.</param>
    public static implicit operator HmmReadOnlyBuffer<T>(ReadOnlyMemory<T> memory) => new(LaunchBuffer.Of(memory));

    /// <summary>Converts from a part of an array.</summary>
    /// <param name="segment">The part.</param>
    public static implicit operator HmmReadOnlyBuffer<T>(ArraySegment<T> segment) => new(LaunchBuffer.Of<T>(segment.AsMemory()));

    /// <summary>Converts from an array of a space, or a slice of one.</summary>
    /// <param name="array">The array; null is refused by the launch.</param>
    public static implicit operator HmmReadOnlyBuffer<T>(HmmArray<T>? array) => new(LaunchBuffer.Of(array));

    /// <summary>Converts to what generated code passes on.</summary>
    /// <param name="buffer">The elements.</param>
    public static implicit operator LaunchBuffer(HmmReadOnlyBuffer<T> buffer) => buffer._buffer;
}
