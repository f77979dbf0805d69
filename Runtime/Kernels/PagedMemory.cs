using System.Runtime.CompilerServices;
using HmmGen.Base;

namespace HmmGen.Kernels;

/// <summary>Memory of which every page is resident in any frames. Every access looks its page up in the region's table.</summary>
/// <typeparam name="TStore">The store of the bytes.</typeparam>
/// <param name="store">The store of the bytes.</param>
internal struct PagedMemory<TStore>(TStore store) : IStoredMemory<PagedMemory<TStore>, TStore>
    where TStore : struct, IDeviceStore
{
    private readonly TStore _store = store;

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

    /// <inheritdoc/>
    public static PagedMemory<TStore> Over(TStore store, Wave wave, long slot) => new(store);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(PagedMemory<TStore> memory, DeviceSpan span, long index, int size) => Translate(memory, span, index, size, PageEntry.Readable);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Write(PagedMemory<TStore> memory, DeviceSpan span, long index, int size) => Translate(memory, span, index, size, PageEntry.Writable);

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
    public static ref T Element<T>(PagedMemory<TStore> memory, long address) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Found<T>(PagedMemory<TStore> memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Control<T>(PagedMemory<TStore> memory, long offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.ControlByte(offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Parked<T>(PagedMemory<TStore> memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, 0);

    /// <inheritdoc/>
    public static void Record(PagedMemory<TStore> memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code < 0 ? code : address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Translate(PagedMemory<TStore> memory, DeviceSpan span, long index, int size, int permission)
    {
        if ((ulong)index >= (ulong)span.Length)
        {
            return ErrorCode.OutOfRange;
        }

        long element = span.Start + index;
        long page = element >> span.Shift;
        int entry = Control<int>(memory, span.Table + page * sizeof(int));
        long within = (element - (page << span.Shift)) * size;
        return (entry & permission) != 0
            ? ((long)(entry >> PageEntry.FrameShift) << PageEntry.FrameBits) + within
            : ErrorCode.Missing(page);
    }
}
