// Safety: the pointer lies in the region's host memory, which never moves. The pin holds it, also when the array is disposed of before the
// pin: then the pointer is to zeros.
using HmmGen.Memory;

namespace HmmGen;

/// <summary>
/// Elements kept on the host for a pointer: every launch that uses them copies them anew and brings results back
/// before it ends. Dispose of it to let devices keep them again.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed unsafe class HmmPin<T> : IDisposable where T : unmanaged
{
    private readonly long _first;
    private readonly object? _memory;
    private MemoryRegion? _region;

    internal HmmPin(MemoryRegion? region, long first, long length)
    {
        _region = region;
        _first = first;
        Length = length;
        if (region is not null)
        {
            // Before the end is looked for: what has not ended by then cannot lose its memory under the pin.
            _memory = region.Owner;
            region.ThrowIfDisposed(region);
            region.Pin(first << UnitShift, length << UnitShift);
        }
    }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    private static int UnitShift => RegionUnit.ShiftFor(sizeof(T));

    /// <summary>The first element; valid until this is disposed of, or the array.</summary>
    public T* Pointer => _region is { } region ? (T*)region.Address + _first : null;

    /// <summary>Ends the pin; a second time does nothing.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _region, null)?.Unpin(_first << UnitShift, Length << UnitShift);
        GC.KeepAlive(_memory);
    }
}
