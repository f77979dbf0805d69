// Safety: an address is taken only of an array that a handle pins.
using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;

namespace HmmGen.Memory;

/// <summary>
/// The argument of a span parameter, whatever its element type; made from <see cref="HmmBuffer{T}"/> and <see cref="HmmReadOnlyBuffer{T}"/>. A launch gives
/// each one that has elements a region.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LaunchBuffer
{
    /// <summary>Makes a buffer.</summary>
    /// <param name="region">The region, for an array of a space.</param>
    /// <param name="source">The array or the <see cref="MemorySource"/>, for memory of the caller.</param>
    /// <param name="start">The number of elements of this size before the first one in the region, or in the caller's array.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="elementSize">The size of an element in bytes.</param>
    /// <param name="isDisposed">Whether the array was disposed of; the launch refuses the buffer then.</param>
    internal LaunchBuffer(MemoryRegion? region, object? source, long start, long length, int elementSize, bool isDisposed = false)
    {
        IsDisposed = isDisposed;
        Region = region;
        Source = source;
        Start = start;
        Length = length;
        ElementSize = elementSize;
    }

    /// <summary>The region; null when there are no elements, and for memory of the caller until a launch has made one for it.</summary>
    internal MemoryRegion? Region { get; private init; }

    /// <summary>The array or the <see cref="MemorySource"/>, for memory of the caller.</summary>
    private object? Source { get; }

    /// <summary>Whether this is memory of the caller, which has a region for one launch only.</summary>
    internal bool IsTransient => Source is not null && Length > 0;

    /// <summary>Whether this is memory of the caller whose elements are numbers. An element that is updated is then written as a whole, and not a field of it.</summary>
    internal bool IsOfNumbers
        => (Array?.GetType().GetElementType() ?? (Source as MemorySource)?.ElementType) is { } type && (type.IsPrimitive || type.IsEnum);

    /// <summary>The caller's array, if the elements lie in one. Until they have a region, the first one is <see cref="Start"/>.</summary>
    internal Array? Array => Source as Array;

    /// <summary>How many elements of the size lie before the first one in the region; without a region, in the caller's array.</summary>
    internal long Start { get; private init; }

    /// <summary>The number of elements; in a launch no more than a span has.</summary>
    internal long Length { get; }

    /// <summary>The size of an element in bytes; 0 when nothing was given. Other buffers over the region may have elements of other sizes.</summary>
    internal int ElementSize { get; }

    /// <summary>The first unit of the region.</summary>
    internal long FirstUnit => Start << UnitShift;

    /// <summary>The number of units of the region.</summary>
    internal long UnitCount => Length << UnitShift;

    /// <summary>The length of the region in elements of the buffer; a part of one counts.</summary>
    internal long RegionLength => (Region!.Length + (1L << UnitShift) - 1) >> UnitShift;

    private int UnitShift => RegionUnit.ShiftFor(ElementSize);

    /// <summary>The unit of the region where an element begins.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The unit.</returns>
    internal long UnitOf(long element) => (Start + element) << UnitShift;

    /// <summary>The element of the buffer that begins at a unit of the region.</summary>
    /// <param name="unit">The unit.</param>
    /// <returns>The element.</returns>
    internal long ElementAt(long unit) => (unit >> UnitShift) - Start;

    /// <summary>The number of elements in a page of the region, as a base-2 logarithm.</summary>
    /// <param name="geometry">The region's pages.</param>
    /// <returns>The logarithm.</returns>
    internal int ShiftIn(PageGeometry geometry) => geometry.Shift - UnitShift;

    /// <summary>The same elements in a region that was made for them.</summary>
    /// <param name="region">The region.</param>
    /// <param name="start">How many elements lie before the first one there.</param>
    /// <returns>The buffer.</returns>
    internal LaunchBuffer In(MemoryRegion region, long start) => this with { Region = region, Start = start };

    /// <summary>Whether this buffer and another have one region, or would have one over the caller's array: there they have an element in common.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True when they have.</returns>
    internal bool IsTogetherWith(in LaunchBuffer other)
        => Region is not null
            ? Region == other.Region
            : IsTransient && Source == other.Source && Start < other.Start + other.Length && other.Start < Start + Length;

    /// <summary>Whether the array was disposed of when the buffer was made of it; it may have been since, as its region knows.</summary>
    internal bool IsDisposed { get; }

    /// <summary>Makes a buffer of memory of the caller.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="memory">The memory; memory over an array of a space gives that array.</param>
    /// <returns>The buffer.</returns>
    internal static LaunchBuffer Of<T>(ReadOnlyMemory<T> memory) where T : unmanaged
    {
        if (MemoryMarshal.TryGetMemoryManager(memory, out RegionMemory<T>? manager, out int start, out int length))
        {
            return manager.BufferOf(start, length);
        }

        return MemoryMarshal.TryGetArray(memory, out ArraySegment<T> segment)
            ? Of(segment.Array!, segment.Offset, segment.Count)
            : new LaunchBuffer(null, new MemorySource<T>(memory), 0, memory.Length, Unsafe.SizeOf<T>());
    }

    /// <summary>Makes a buffer of elements of the caller's array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="start">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer.</returns>
    internal static LaunchBuffer Of<T>(T[] array, int start, int length) where T : unmanaged => new(null, array, start, length, Unsafe.SizeOf<T>());

    /// <summary>Pins memory of the caller.</summary>
    /// <returns>The pin, whose pointer is the first element's address. Dispose of it at the launch's end.</returns>
    internal unsafe MemoryHandle Pin()
    {
        if (Source is MemorySource source)
        {
            return source.Pin();
        }

        GCHandle handle = GCHandle.Alloc(Source, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + Start * ElementSize, handle);
    }
}
