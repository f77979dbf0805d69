using System.Runtime.CompilerServices;
using HmmGen.Base;

namespace HmmGen.Kernels;

/// <summary>
/// Memory of which every page is resident, for indices that are known to be in bounds. A span whose pages lie in one stretch is an addition
/// (<see cref="DeviceSpan.InOneStretch"/>). The other spans look each page up in their region's table, without a check.
/// </summary>
/// <typeparam name="TStore">The store of the bytes.</typeparam>
/// <param name="store">The store of the bytes.</param>
internal struct ProvenMemory<TStore>(TStore store) : IStoredMemory<ProvenMemory<TStore>, TStore>
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
    public static ProvenMemory<TStore> Over(TStore store, Wave wave, long slot) => new(store);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ProvenMemory<TStore> memory, DeviceSpan span, long index, int size) => Translate(memory, span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Write(ProvenMemory<TStore> memory, DeviceSpan span, long index, int size) => Translate(memory, span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Missed(long address) => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Outside(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Refuses(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool RefusesPlanned(DeviceSpan span, long index) => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Element<T>(ProvenMemory<TStore> memory, long address) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Found<T>(ProvenMemory<TStore> memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Control<T>(ProvenMemory<TStore> memory, long offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.ControlByte(offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Parked<T>(ProvenMemory<TStore> memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, 0);

    /// <inheritdoc/>
    public static void Record(ProvenMemory<TStore> memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Translate(ProvenMemory<TStore> memory, DeviceSpan span, long index, int size)
    {
        if (span.Shift < 0)
        {
            return span.Origin + index * size;
        }

        long element = span.Start + index;
        int entry = Control<int>(memory, span.Table + (element >> span.Shift) * sizeof(int));
        return ((long)(entry >> PageEntry.FrameShift) << PageEntry.FrameBits) + (element & ((1L << span.Shift) - 1)) * size;
    }
}
