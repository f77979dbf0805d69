using System.Runtime.CompilerServices;
using HmmGen.Base;

namespace HmmGen.Kernels;

/// <summary>
/// Paged memory for tests of resumption: a work item makes one access after each start or resume. Then every page is absent to it, so that each
/// access of a kernel misses once.
/// </summary>
/// <typeparam name="TStore">The store of the bytes.</typeparam>
/// <param name="store">The store of the bytes.</param>
/// <param name="step">The offset in control memory of the flag that the access was made.</param>
internal struct SteppedMemory<TStore>(TStore store, long step) : IStoredMemory<SteppedMemory<TStore>, TStore>
    where TStore : struct, IDeviceStore
{
    private readonly TStore _store = store;
    private readonly long _step = step;

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
    public static SteppedMemory<TStore> Over(TStore store, Wave wave, long slot)
    {
        SteppedMemory<TStore> memory = new(store, wave.Steps + slot * sizeof(int));
        Control<int>(memory, memory._step) = 0;
        return memory;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(SteppedMemory<TStore> memory, DeviceSpan span, long index, int size) => Translate(memory, span, index, size, PageEntry.Readable);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Write(SteppedMemory<TStore> memory, DeviceSpan span, long index, int size) => Translate(memory, span, index, size, PageEntry.Writable);

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
    public static ref T Element<T>(SteppedMemory<TStore> memory, long address) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Found<T>(SteppedMemory<TStore> memory, DeviceSpan span, long index, int size, long address) where T : unmanaged
        => ref Unsafe.As<byte, T>(ref memory._store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Control<T>(SteppedMemory<TStore> memory, long offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref memory._store.ControlByte(offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Parked<T>(SteppedMemory<TStore> memory, Wave wave, long slot) where T : unmanaged => ref Control<T>(memory, ParkedState.Place<T>(wave, slot));

    /// <inheritdoc/>
    public static void Record(SteppedMemory<TStore> memory, Wave wave, long slot, int site, long element, long address, long code)
        => ItemRecorder.Record(memory, wave, slot, site, element, code < 0 ? code : address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Translate(SteppedMemory<TStore> memory, DeviceSpan span, long index, int size, int permission)
    {
        if ((ulong)index >= (ulong)span.Length)
        {
            return ErrorCode.OutOfRange;
        }

        long element = span.Start + index;
        long page = element >> span.Shift;
        int entry = Control<int>(memory, span.Table + page * sizeof(int));
        long within = (element - (page << span.Shift)) * size;
        bool step = Control<int>(memory, memory._step) == 0;
        Control<int>(memory, memory._step) = 1;
        return step && (entry & permission) != 0
            ? ((long)(entry >> PageEntry.FrameShift) << PageEntry.FrameBits) + within
            : ErrorCode.Missing(page);
    }
}
