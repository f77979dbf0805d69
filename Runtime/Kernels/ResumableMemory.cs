using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Memory whose pages come and go. Every access looks its page up in the region's table; it misses when the page is absent or not writable.</summary>
/// <typeparam name="TStore">The store of the bytes.</typeparam>
/// <param name="store">The store of the bytes.</param>
internal struct ResumableMemory<TStore>(TStore store) : IStoredMemory<ResumableMemory<TStore>, TStore>
    where TStore : struct, IDeviceStore
{
    private readonly PagedMemory<TStore> _pages = new(store);

    /// <inheritdoc/>
    public static bool Parks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static bool TestsLoops
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <inheritdoc/>
    public static ResumableMemory<TStore> Over(TStore store, Wave wave, long slot) => new(store);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ResumableMemory<TStore> memory, DeviceSpan span, long index, int size) => PagedMemory<TStore>.Read(memory._pages, span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Write(ResumableMemory<TStore> memory, DeviceSpan span, long index, int size) => PagedMemory<TStore>.Write(memory._pages, span, index, size);

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
    public static ref T Element<T>(ResumableMemory<TStore> memory, long address) where T : unmanaged => ref PagedMemory<TStore>.Element<T>(memory._pages, address);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Found<T>(ResumableMemory<TStore> memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref PagedMemory<TStore>.Element<T>(memory._pages, address);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Control<T>(ResumableMemory<TStore> memory, long offset) where T : unmanaged => ref PagedMemory<TStore>.Control<T>(memory._pages, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Parked<T>(ResumableMemory<TStore> memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, ParkedState.Place<T>(wave, slot));

    /// <inheritdoc/>
    public static void Record(ResumableMemory<TStore> memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code < 0 ? code : address);
}
