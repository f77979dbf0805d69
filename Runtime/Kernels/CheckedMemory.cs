using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Memory of which every page is resident in one stretch, for indices that may be out of bounds. It checks only the bounds.</summary>
/// <remarks>The check is in <see cref="Refuses"/> alone, and a branch follows at once: device compilers see through that, and not through a check of the address.</remarks>
/// <typeparam name="TStore">The store of the bytes.</typeparam>
/// <typeparam name="TAccesses">The accesses whose indices it checks. A launch has proven the others.</typeparam>
/// <param name="store">The store of the bytes.</param>
internal struct CheckedMemory<TStore, TAccesses>(TStore store) : IStoredMemory<CheckedMemory<TStore, TAccesses>, TStore>
    where TStore : struct, IDeviceStore
    where TAccesses : struct, ICheckedAccesses
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
        get => true;
    }

    /// <inheritdoc/>
    public static CheckedMemory<TStore, TAccesses> Over(TStore store, Wave wave, long slot) => new(store);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(CheckedMemory<TStore, TAccesses> memory, DeviceSpan span, long index, int size) => Address(span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Write(CheckedMemory<TStore, TAccesses> memory, DeviceSpan span, long index, int size) => Address(span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Missed(long address) => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Outside(DeviceSpan span, long index) => (ulong)index >= (ulong)span.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Refuses(DeviceSpan span, long index) => Outside(span, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool RefusesPlanned(DeviceSpan span, long index) => TAccesses.HavePlanned && Outside(span, index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Element<T>(CheckedMemory<TStore, TAccesses> memory, long address) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Found<T>(CheckedMemory<TStore, TAccesses> memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(Address(span, index, size)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Control<T>(CheckedMemory<TStore, TAccesses> memory, long offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.ControlByte(offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Parked<T>(CheckedMemory<TStore, TAccesses> memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, 0);

    /// <inheritdoc/>
    public static void Record(CheckedMemory<TStore, TAccesses> memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code < 0 ? code : ErrorCode.OutOfRange);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Address(DeviceSpan span, long index, int size) => span.Origin + index * (long)size;
}
