// Safety: pointers are only compared.
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HmmGen;

/// <content>The operations that collections usually have.</content>
public sealed partial class HmmArray<T>
{
    private HmmArrayReadOnlyMemory<T>? _readOnlyMemory;

    private static int ElementBytes => Unsafe.SizeOf<T>();

    /// <summary>One element. Reading leaves its page on devices. Writing takes its page from devices.</summary>
    /// <param name="index">The index of the element, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the array.</exception>
    /// <exception cref="HmmAccessException">The protection of the element forbids reading, or writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public T this[int index]
    {
        // Without this indexer C# could not choose between long and Index.
        get => this[(long)index];
        set => this[(long)index] = value;
    }

    /// <summary>One element, also counted from the end: <c>array[^1]</c>.</summary>
    /// <param name="index">The index of the element.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is outside the array.</exception>
    /// <exception cref="HmmAccessException">The protection of the element forbids reading, or writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public T this[Index index]
    {
        get => this[Offset(index)];
        set => this[Offset(index)] = value;
    }

    /// <summary>Some elements as an array of their own over the same memory, as <see cref="Slice"/> gives them.</summary>
    /// <param name="range">The elements, for example <c>array[2..^1]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public HmmArray<T> this[Range range]
    {
        get
        {
            (long start, long length) = Resolve(range);
            return Slice(start, length);
        }
    }

    /// <summary>Enumerates the elements on the host. Devices keep their copies.</summary>
    /// <returns>The enumerator. Elements that a launch changes during the enumeration have their value before or after the change.</returns>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks><see cref="HmmArrayEnumerator{T}.MoveNext"/> throws when the elements cannot be read.</remarks>
    public HmmArrayEnumerator<T> GetEnumerator()
    {
        ThrowIfDisposed();
        return new HmmArrayEnumerator<T>(this, PieceLength);
    }

    /// <summary>Sets every element to a value. Devices do not copy whole pages back first.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public void Fill(T value)
    {
        for (long start = 0; start < Length;)
        {
            int piece = Piece(start, Length);
            FillPiece(start, piece, value);
            start += piece;
        }
    }

    /// <summary>Makes every element zero, as <see cref="Discard"/> of all elements does. Whole pages give their memory back.</summary>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public void Clear() => Discard(HmmRange.All);

    /// <summary>Copies all elements to a span. Devices keep their copies.</summary>
    /// <param name="destination">The span, at least as long as the array.</param>
    /// <exception cref="ArgumentException">The destination has fewer elements than the array.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids reading.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public void CopyTo(Span<T> destination)
    {
        ThrowIfDisposed();
        CheckRoom(Length, destination.Length, nameof(destination));

        for (long start = 0; start < Length;)
        {
            int piece = Piece(start, Length);
            ReadPiece(start, destination.Slice((int)start, piece));
            start += piece;
        }
    }

    /// <summary>Copies all elements to another array. Devices keep their copies of the source.</summary>
    /// <param name="destination">The other array, at least as long as this one. It must not overlap this one.</param>
    /// <exception cref="ArgumentNullException">The destination is null.</exception>
    /// <exception cref="ArgumentException">The destination has fewer elements than the array.</exception>
    /// <exception cref="HmmAccessException">The protection of a source element forbids reading, or that of a destination element forbids writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath one of the arrays has become shorter than its elements.</exception>
    /// <exception cref="IOException">Elements could not be read from a file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">One of the arrays is disposed of.</exception>
    public void CopyTo(HmmArray<T> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ThrowIfDisposed();
        CheckRoom(Length, destination.Length, nameof(destination));

        for (long start = 0; start < Length;)
        {
            int piece = Piece(start, Length);
            CopyPiece(destination, start, piece);
            start += piece;
        }
    }

    /// <summary>Copies a span to the first elements. Devices do not copy back whole pages that are overwritten.</summary>
    /// <param name="source">The span, at most as long as the array. It may lie in the array.</param>
    /// <exception cref="ArgumentException">The source has more elements than the array.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids writing.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        ThrowIfDisposed();
        CheckRoom(source.Length, Length, nameof(source));
        if (source.IsEmpty)
        {
            return;
        }

        if (!IsApart(source))
        {
            // One copy, not several: the source may be a part of the array.
            WritePiece(0, source);
            return;
        }

        for (int start = 0; start < source.Length;)
        {
            int piece = Piece(start, source.Length);
            OverwritePiece(start, source.Slice(start, piece));
            start += piece;
        }
    }

    /// <summary>Copies all elements to an ordinary array. Devices keep their copies.</summary>
    /// <returns>The new array.</returns>
    /// <exception cref="NotSupportedException">The array has more than <see cref="Array.MaxLength"/> elements. Take slices.</exception>
    /// <exception cref="OutOfMemoryException">The process has no memory for the new array.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids reading.</exception>
    /// <exception cref="EndOfStreamException">The file beneath has become shorter than the elements.</exception>
    /// <exception cref="IOException">Elements could not be read from the file beneath, or that file cannot be read or written.</exception>
    /// <exception cref="HmmDeviceException">Elements were lost with a device that failed, or a copy from a device failed.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public T[] ToArray()
    {
        ThrowIfDisposed();
        if (Length > Array.MaxLength)
        {
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{Length} elements exceed the longest array ({Array.MaxLength}): take slices."));
        }

        T[] copy = GC.AllocateUninitializedArray<T>((int)Length);
        CopyTo(copy);
        return copy;
    }

    /// <summary>
    /// Gives the array as memory for reading, also of files mapped for reading. Each span of the memory is an <see cref="AsReadOnlySpan()"/>.
    /// </summary>
    /// <returns>The memory.</returns>
    /// <exception cref="NotSupportedException">The array has more than <see cref="int.MaxValue"/> elements. Take slices.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    public ReadOnlyMemory<T> AsReadOnlyMemory()
    {
        ThrowIfDisposed();
        CheckSpanLength(Length);
        return (_readOnlyMemory ??= new HmmArrayReadOnlyMemory<T>(this)).Memory;
    }

    /// <summary>
    /// Finds the array under a memory, as <see cref="MemoryMarshal.TryGetArray{T}(ReadOnlyMemory{T}, out ArraySegment{T})"/> finds one of .NET. A library that
    /// cuts memory into parts, such as Apache Arrow, gives memories back; this gives the array that kernels take, and <see cref="Cast{TOther}"/> its elements.
    /// </summary>
    /// <param name="memory">Memory from <see cref="Memory"/> or <see cref="AsReadOnlyMemory"/>, or a part of it.</param>
    /// <param name="array">A slice with the elements of the memory. Disposing of the slice does nothing.</param>
    /// <returns>False if the memory is not over an array of a space, or is empty.</returns>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>Any thread may call it. A slice of a map for reading is read-only too.</remarks>
    public static bool TryGetArray(ReadOnlyMemory<T> memory, [NotNullWhen(true)] out HmmArray<T>? array)
    {
        array = MemoryMarshal.TryGetMemoryManager(memory, out HmmArrayMemory<T>? manager, out int start, out int length)
            ? manager.Array.Slice(start, length)
            : null;
        return array is not null;
    }

    /// <summary>Gives the element type, the number of elements and the size as text.</summary>
    /// <returns>For example <c>HmmArray&lt;Single&gt;[1048576], 4 MiB</c>. The text also says when the array is read-only or disposed of.</returns>
    public override string ToString()
    {
        string state = _disposed ? ", disposed of" : _region is { Limit: HmmProtection.ReadOnly } ? ", read-only" : "";
        long bytes = Length * ElementBytes;
        (double size, string unit) = bytes switch
        {
            >= 1L << 30 => (bytes / (double)(1L << 30), "GiB"),
            >= 1L << 20 => (bytes / (double)(1L << 20), "MiB"),
            >= 1L << 10 => (bytes / (double)(1L << 10), "KiB"),
            _ => (bytes, "bytes"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"HmmArray<{typeof(T).Name}>[{Length}], {size:0.#} {unit}{state}");
    }

    private static void CheckRoom(long count, long room, string parameter)
    {
        if (count > room)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{count} elements do not fit into a destination of {room} elements."), parameter);
        }
    }

    private long Offset(Index index) => index.IsFromEnd ? Length - index.Value : index.Value;

    private unsafe bool IsApart(ReadOnlySpan<T> source)
    {
        fixed (T* first = source)
        {
            byte* start = _region!.Address;
            byte* end = start + (_region.Length * _region.UnitSize);
            return (byte*)(first + source.Length) <= start || (byte*)first >= end;
        }
    }
}
