using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Memory of which every page is resident in one stretch, for indices that may be out of bounds. It checks only the bounds.</summary>
/// <typeparam name="TStore">The store of the bytes.</typeparam>
/// <param name="store">The store of the bytes.</param>
internal struct CheckedMemory<TStore>(TStore store) : IStoredMemory<CheckedMemory<TStore>, TStore>
    where TStore : struct, IDeviceStore
{
    private const long MostOrigin = (1L << 56) - 1;

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
    public static CheckedMemory<TStore> Over(TStore store, Wave wave, long slot) => new(store);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(CheckedMemory<TStore> memory, DeviceSpan span, long index, int size) => Address(span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Write(CheckedMemory<TStore> memory, DeviceSpan span, long index, int size) => Address(span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Missed(long address) => address < 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Outside(DeviceSpan span, long index) => (ulong)index >= (ulong)span.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Element<T>(CheckedMemory<TStore> memory, long address) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Control<T>(CheckedMemory<TStore> memory, long offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.ControlByte(offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Parked<T>(CheckedMemory<TStore> memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, 0);

    /// <inheritdoc/>
    public static void Record(CheckedMemory<TStore> memory, Wave wave, long slot, int site, long element, long code) => ItemRecorder.Record(memory, wave, slot, site, element, code);

    // No origin has more bits than the mask, and an index in bounds is below 2^31. A device compiler that sees this sees an address that is not negative, and
    // leaves out the comparison in Missed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Address(DeviceSpan span, long index, int size) =>
        (ulong)index < (ulong)span.Length ? (span.Origin & MostOrigin) + (uint)index * (long)size : ErrorCode.OutOfRange;
}
