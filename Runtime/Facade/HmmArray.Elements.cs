// Safety: pointers are only compared.
using System.Globalization;
using System.Runtime.CompilerServices;

namespace HmmGen;

/// <content>What people do with the elements of any collection.</content>
public sealed partial class HmmArray<T>
{
    // Of an array that is longer than a span; and pages come home piece by piece.
    private const int PieceBytes = 1 << 24;

    private HmmArrayReadOnlyMemory<T>? _readOnlyMemory;

    private static int ElementBytes => Unsafe.SizeOf<T>();

    private static int PieceLength => Math.Max(1, PieceBytes / ElementBytes);

    /// <summary>One element. Reading leaves it on devices, writing takes its page from them.</summary>
    /// <param name="index">The element.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public T this[int index]
    {
        // Without it C# could not choose between long and Index.
        get => this[(long)index];
        set => this[(long)index] = value;
    }

    /// <summary>One element, also counted from the end: <c>array[^1]</c>.</summary>
    /// <param name="index">The element.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public T this[Index index]
    {
        get => this[Offset(index)];
        set => this[Offset(index)] = value;
    }

    /// <summary>Some of the elements as an array of their own, over the same memory: <see cref="Slice"/>.</summary>
    /// <param name="range">The elements: <c>array[2..^1]</c>, or a start and an end.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the array.</exception>
    public HmmArray<T> this[Range range]
    {
        get
        {
            (long start, long length) = Resolve(range);
            return Slice(start, length);
        }
    }

    /// <summary>Goes through the elements on the host; devices keep their copies.</summary>
    /// <returns>The enumerator. Elements that a launch changes meanwhile may be seen as they were or as they are.</returns>
    /// <exception cref="HmmAccessException">Some of the memory may not be read.</exception>
    public HmmArrayEnumerator<T> GetEnumerator()
    {
        ThrowIfDisposed();
        return new HmmArrayEnumerator<T>(this, PieceLength);
    }

    /// <summary>Sets every element. What devices have of them is not brought back first.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="HmmAccessException">Some of the memory may not be written.</exception>
    public void Fill(T value)
    {
        Forget(Length);
        for (long start = 0; start < Length; start += PieceLength)
        {
            AsSpan(start, Piece(start, Length)).Fill(value);
        }
    }

    /// <summary>Makes every element zero; whole pages give their memory back. The same as <see cref="Discard"/> of everything.</summary>
    /// <exception cref="HmmAccessException">Some of the memory may not be written.</exception>
    public void Clear() => Discard(HmmRange.All);

    /// <summary>Copies all elements out; devices keep their copies.</summary>
    /// <param name="destination">Where they go.</param>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    /// <exception cref="HmmAccessException">Some of the memory may not be read.</exception>
    public void CopyTo(Span<T> destination)
    {
        ThrowIfDisposed();
        CheckRoom(Length, destination.Length, nameof(destination));

        for (long start = 0; start < Length; start += PieceLength)
        {
            AsReadOnlySpan(start, Piece(start, Length)).CopyTo(destination[(int)start..]);
        }
    }

    /// <summary>Copies all elements to another array; devices keep their copies of these.</summary>
    /// <param name="destination">Where they go; not over the same memory.</param>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    /// <exception cref="HmmAccessException">Some of the memory may not be read, or written.</exception>
    public void CopyTo(HmmArray<T> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ThrowIfDisposed();
        CheckRoom(Length, destination.Length, nameof(destination));

        for (long start = 0; start < Length; start += PieceLength)
        {
            int piece = Piece(start, Length);
            AsReadOnlySpan(start, piece).CopyTo(destination.AsSpan(start, piece));
        }
    }

    /// <summary>Copies elements in, from the first on. What devices have of those that are overwritten is not brought back first.</summary>
    /// <param name="source">The elements.</param>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    /// <exception cref="HmmAccessException">Some of the memory may not be written.</exception>
    public void CopyFrom(ReadOnlySpan<T> source)
    {
        ThrowIfDisposed();
        CheckRoom(source.Length, Length, nameof(source));
        if (IsApart(source))
        {
            Forget(source.Length);
        }

        // At once: the source may be a part of the array.
        source.CopyTo(AsSpan(0, source.Length));
    }

    /// <summary>Copies all elements into an ordinary array; devices keep their copies.</summary>
    /// <returns>The array.</returns>
    /// <exception cref="NotSupportedException">There are more elements than an array can have.</exception>
    /// <exception cref="HmmAccessException">Some of the memory may not be read.</exception>
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

    /// <summary>The array as memory that is only read: also of files mapped for reading. Each span taken from it is an <see cref="AsReadOnlySpan()"/>.</summary>
    /// <returns>The memory.</returns>
    /// <exception cref="NotSupportedException">The array is longer than memory can be; take slices.</exception>
    public ReadOnlyMemory<T> AsReadOnlyMemory()
    {
        ThrowIfDisposed();
        CheckSpanLength(Length);
        return (_readOnlyMemory ??= new HmmArrayReadOnlyMemory<T>(this)).Memory;
    }

    /// <summary>What the array is: its elements' type, their number, and their size together.</summary>
    /// <returns>For example <c>HmmArray&lt;Single&gt;[1048576], 4 MiB</c>.</returns>
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

    private static int Piece(long start, long end) => (int)Math.Min(PieceLength, end - start);

    private long Offset(Index index) => index.IsFromEnd ? Length - index.Value : index.Value;

    // Only where a device has some of them: else nothing is gained.
    private void Forget(long count)
    {
        if (count > 0 && _region is { Mirrors.Length: > 0 })
        {
            Discard((0, count));
        }
    }

    private unsafe bool IsApart(ReadOnlySpan<T> source)
    {
        if (_region is null || source.IsEmpty)
        {
            return false;
        }

        fixed (T* first = source)
        {
            byte* start = _region.Address;
            byte* end = start + (_region.Length * _region.UnitSize);
            return (byte*)(first + source.Length) <= start || (byte*)first >= end;
        }
    }
}
