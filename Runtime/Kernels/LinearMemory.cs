using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Memory of which every page is resident in one stretch, for indices that are in bounds by the plan. An address is a sum, without a check.</summary>
/// <typeparam name="TStore">The store of the bytes.</typeparam>
/// <param name="store">The store of the bytes.</param>
internal struct LinearMemory<TStore>(TStore store) : IStoredMemory<LinearMemory<TStore>, TStore>
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
    public static LinearMemory<TStore> Over(TStore store, Wave wave, long slot) => new(store);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(LinearMemory<TStore> memory, DeviceSpan span, long index, int size) => span.Origin + index * size;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Write(LinearMemory<TStore> memory, DeviceSpan span, long index, int size) => span.Origin + index * size;

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
    public static ref T Element<T>(LinearMemory<TStore> memory, long address) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Found<T>(LinearMemory<TStore> memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(span.Origin + index * size));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Control<T>(LinearMemory<TStore> memory, long offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.ControlByte(offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Parked<T>(LinearMemory<TStore> memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, 0);

    /// <inheritdoc/>
    public static void Record(LinearMemory<TStore> memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code);
}
