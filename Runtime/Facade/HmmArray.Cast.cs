using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Memory;

namespace HmmGen;

/// <content>The same memory as elements of other types.</content>
public sealed partial class HmmArray<T>
{
    private static int UnitShift => RegionUnit.ShiftFor(Unsafe.SizeOf<T>());

    /// <summary>Gives the same bytes as elements of another type, on the host and on devices.</summary>
    /// <typeparam name="TOther">The other type.</typeparam>
    /// <returns>The view. Disposing of it frees nothing. It ends with the array.</returns>
    /// <exception cref="ArgumentException">
    /// The array does not begin with an element of the other type, counted from the beginning of the memory, or does not end with one.
    /// </exception>
    /// <exception cref="NotSupportedException">The element sizes in bytes have different odd factors, as 4 and 12 do.</exception>
    /// <exception cref="ObjectDisposedException">The array is disposed of.</exception>
    /// <remarks>
    /// Only types whose sizes differ by a power of two share pages of devices. For example, bytes, numbers and structs of 16 bytes share pages, and so do
    /// structs of 12, 6 and 24 bytes. Unlike <see cref="System.Runtime.InteropServices.MemoryMarshal.Cast{TFrom, TTo}(Span{TFrom})"/> this call leaves no bytes
    /// out. As an element of an array a <see cref="bool"/> is a byte that is 0 or 1. Of other bytes kernels on devices see only whether they are 0, where C#
    /// sees the raw byte: take <see cref="byte"/> for them.
    /// </remarks>
    public HmmArray<TOther> Cast<TOther>() where TOther : unmanaged
    {
        ThrowIfDisposed();
        int size = Unsafe.SizeOf<TOther>();
        if (RegionUnit.SizeFor(size) != RegionUnit.SizeFor(ElementBytes))
        {
            throw new NotSupportedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{typeof(TOther).Name} has {size} bytes and {typeof(T).Name} {ElementBytes}: devices share pages of elements whose sizes differ by a power of two. On the host, MemoryMarshal.Cast a span; for kernels, copy into an array of the other type."));
        }

        long first = _start * ElementBytes;
        if (first % size != 0)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The array begins {first} bytes after its memory does, inside an element of {size} bytes: take a slice that begins with one, or copy into an array of {typeof(TOther).Name}."));
        }

        long bytes = Length * ElementBytes;
        _region?.NoteElements<TOther>(isFirst: false);
        return bytes % size == 0
            ? new HmmArray<TOther>(_region, first / size, bytes / size, ownsRegion: false)
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The {bytes} bytes of the array are no whole number of elements of {size} bytes: take a slice of {bytes / size * size / ElementBytes} elements."));
    }

    /// <summary>Converts a range of elements to units of the region.</summary>
    private (long First, long Count) UnitsOf(long start, long length) => ((_start + start) << UnitShift, length << UnitShift);
}
