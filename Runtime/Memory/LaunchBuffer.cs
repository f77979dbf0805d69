using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HmmGen.Memory;

/// <summary>The argument of a span parameter, whatever its element type; made from <see cref="HmmBuffer{T}"/> and <see cref="HmmReadOnlyBuffer{T}"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LaunchBuffer
{
    /// <summary>Makes a buffer.</summary>
    /// <param name="region">The region, for an array of a space.</param>
    /// <param name="source">The memory, for an array or a memory of the caller.</param>
    /// <param name="start">How many elements of the size lie before the first one in the region.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="elementSize">The size of an element.</param>
    /// <param name="isDisposed">Whether the array was disposed of.</param>
    internal LaunchBuffer(MemoryRegion? region, MemorySource? source, long start, long length, int elementSize, bool isDisposed = false)
    {
        IsDisposed = isDisposed;
        Region = region;
        Source = source;
        Start = start;
        Length = length;
        ElementSize = elementSize;
    }

    /// <summary>The region, for an array of a space that is not empty.</summary>
    internal MemoryRegion? Region { get; }

    /// <summary>The memory, for an array or a memory of the caller.</summary>
    internal MemorySource? Source { get; }

    /// <summary>How many elements of the size lie before the first one in the region.</summary>
    internal long Start { get; }

    /// <summary>The number of elements.</summary>
    internal long Length { get; }

    /// <summary>The size of an element; 0 when nothing was given.</summary>
    internal int ElementSize { get; }

    /// <summary>Whether the array was disposed of when the buffer was made of it; it may have been since, as its region knows.</summary>
    internal bool IsDisposed { get; }

    /// <summary>Makes a buffer of memory of the caller.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="memory">The memory; that of an array of a space is the array.</param>
    /// <returns>The buffer.</returns>
    internal static LaunchBuffer Of<T>(ReadOnlyMemory<T> memory) where T : unmanaged
    {
        return MemoryMarshal.TryGetMemoryManager(memory, out RegionMemory<T>? manager, out int start, out int length)
            ? manager.BufferOf(start, length)
            : new LaunchBuffer(null, new MemorySource<T>(memory), 0, memory.Length, Unsafe.SizeOf<T>());
    }
}
