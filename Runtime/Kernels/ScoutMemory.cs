using System.Runtime.CompilerServices;
using HmmGen.Base;

namespace HmmGen.Kernels;

/// <summary>
/// Memory for scouts, over page tables. Two bytes for each page say whether it is wanted: the first one for reading, the second one for writing. All items
/// store the same value there, so they need no atomics.
/// </summary>
/// <typeparam name="TStore">The store of the bytes.</typeparam>
/// <param name="store">The store of the bytes.</param>
/// <param name="marks">The offset that the marks of the page would have whose entry lies at offset 0 of control memory (<see cref="Wave.Marks"/>).</param>
/// <param name="stops">The offset of two bytes that say whether an item stopped at a missing page, and at an error.</param>
internal struct ScoutMemory<TStore>(TStore store, long marks, long stops) : IScoutMemory<ScoutMemory<TStore>>
    where TStore : struct, IDeviceStore
{
    private readonly PagedMemory<TStore> _pages = new(store);
    private readonly long _marks = marks;
    private readonly long _stops = stops;

    /// <inheritdoc/>
    public static bool Parks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <inheritdoc/>
    public static bool TestsLoops
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <summary>Makes the memory.</summary>
    /// <param name="store">The store of the bytes.</param>
    /// <param name="wave">The wave.</param>
    /// <returns>The memory.</returns>
    public static ScoutMemory<TStore> Over(TStore store, Wave wave) => new(store, wave.Marks, wave.RecordCount);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ScoutMemory<TStore> memory, DeviceSpan span, long index, int size)
    {
        long marked = Mark(memory, span, index, 0);
        return marked < 0 ? marked : PagedMemory<TStore>.Read(memory._pages, span, index, size);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Write(ScoutMemory<TStore> memory, DeviceSpan span, long index, int size)
    {
        long marked = Mark(memory, span, index, 1);
        return marked < 0 ? marked : PagedMemory<TStore>.Write(memory._pages, span, index, size);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Mark(ScoutMemory<TStore> memory, DeviceSpan span, long index, int write)
    {
        if (Outside(span, index))
        {
            return ErrorCode.OutOfRange;
        }

        MarkPage(memory, span, (span.Start + index) >> span.Shift, write);
        return 0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MarkRange(ScoutMemory<TStore> memory, DeviceSpan span, long first, long second, long count, int write)
    {
        if (count <= 0)
        {
            return count < 0 ? ErrorCode.OutOfRange : 0;
        }

        long distance = count > 1 ? second - first : 0;
        if (Outside(span, first) || Outside(span, first + distance))
        {
            return ErrorCode.OutOfRange;
        }

        // Both elements are in the span, so the product does not overflow.
        long last = first + distance * (count - 1);
        if (Outside(span, last))
        {
            return ErrorCode.OutOfRange;
        }

        long low = first < last ? first : last;
        long high = first < last ? last : first;
        long step = distance < 0 ? -distance : distance;
        if (step <= 1L << span.Shift)
        {
            // No page between the first and the last one is passed over.
            long end = (span.Start + high) >> span.Shift;
            for (long page = (span.Start + low) >> span.Shift; page <= end; page++)
            {
                MarkPage(memory, span, page, write);
            }
        }
        else
        {
            for (long element = low; element <= high; element += step)
            {
                MarkPage(memory, span, (span.Start + element) >> span.Shift, write);
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stop(ScoutMemory<TStore> memory, long code)
        => Control<byte>(memory, memory._stops + (code > ErrorCode.LastError ? 0 : 1)) = 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Missed(long address) => address < 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Outside(DeviceSpan span, long index) => (ulong)index >= (ulong)span.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Refuses(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool RefusesPlanned(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Element<T>(ScoutMemory<TStore> memory, long address) where T : unmanaged => ref PagedMemory<TStore>.Element<T>(memory._pages, address);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Found<T>(ScoutMemory<TStore> memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref PagedMemory<TStore>.Element<T>(memory._pages, address);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Control<T>(ScoutMemory<TStore> memory, long offset) where T : unmanaged => ref PagedMemory<TStore>.Control<T>(memory._pages, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Parked<T>(ScoutMemory<TStore> memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, 0);

    /// <inheritdoc/>
    public static void Record(ScoutMemory<TStore> memory, Wave wave, long slot, int site, long element, long address, long code)
        => Stop(memory, code < 0 ? code : address);

    // An entry of a page table has four bytes, and the marks of a page have two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MarkPage(ScoutMemory<TStore> memory, DeviceSpan span, long page, int write)
        => Control<byte>(memory, memory._marks + ((span.Table + page * sizeof(int)) >> 1) + write) = 1;
}
