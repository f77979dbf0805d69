using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Every page is there, anywhere: every access looks its page up in the region's table.</summary>
/// <typeparam name="TStore">Where the bytes are.</typeparam>
/// <param name="store">Where the bytes are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct PagedMemory<TStore>(TStore store) : IStoredMemory<PagedMemory<TStore>, TStore>
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
    public static PagedMemory<TStore> Over(TStore store) => new(store);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Read(DeviceSpan span, long index, int size) => Translate(span, index, size, PageEntry.Readable);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Write(DeviceSpan span, long index, int size) => Translate(span, index, size, PageEntry.Writable);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Missed(long address) => address < 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Element<T>(long address) where T : unmanaged => ref Unsafe.As<byte, T>(ref _store.FrameByte(address));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Control<T>(long offset) where T : unmanaged => ref Unsafe.As<byte, T>(ref _store.ControlByte(offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Translate(DeviceSpan span, long index, int size, int permission)
    {
        if ((ulong)index >= (ulong)span.Length)
        {
            return FaultCode.OutOfRange;
        }

        long element = span.Start + index;
        long page = element >> span.Shift;
        int entry = Control<int>(span.Table + page * sizeof(int));
        long within = (element - (page << span.Shift)) * size;
        return (entry & permission) != 0
            ? ((long)(entry >> PageEntry.FrameShift) << PageEntry.FrameBits) + within
            : FaultCode.Missing(page);
    }
}
