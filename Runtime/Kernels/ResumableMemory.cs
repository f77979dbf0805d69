using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <summary>Pages come and go: every access looks its page up in the region's table and misses when the page is absent or not writable.</summary>
/// <typeparam name="TStore">Where the bytes are.</typeparam>
/// <param name="store">Where the bytes are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ResumableMemory<TStore>(TStore store) : IStoredMemory<ResumableMemory<TStore>, TStore>
    where TStore : struct, IDeviceStore
{
    private PagedMemory<TStore> _pages = new(store);

    /// <inheritdoc/>
    public static bool Parks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static ResumableMemory<TStore> Over(TStore store) => new(store);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Read(DeviceSpan span, long index, int size) => _pages.Read(span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Write(DeviceSpan span, long index, int size) => _pages.Write(span, index, size);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Missed(long address) => address < 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Element<T>(long address) where T : unmanaged => ref _pages.Element<T>(address);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Control<T>(long offset) where T : unmanaged => ref _pages.Control<T>(offset);
}
