// Safety: the pointer lies in the region's host memory, which never moves. The pin keeps this memory alive, also when the array
// is disposed of before the pin: then the pointer is to zeros.
using HmmGen.Memory;

namespace HmmGen;

/// <summary>A pin: keeps elements on the host, at one address, for a pointer to them.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// Every launch that uses the elements copies them to the device anew, and brings results back before it ends. Dispose of the pin to let devices keep the
/// elements again. Any thread may use a pin at any time.
/// </remarks>
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
            // The pin takes the owner before the check: a region that has not ended then cannot lose its memory under the pin.
            _memory = region.Owner;
            region.Share();
            region.ThrowIfDisposed(region);
            region.Pin(first << UnitShift, length << UnitShift);
        }
    }

    /// <summary>The number of pinned elements.</summary>
    public long Length { get; }

    private static int UnitShift => RegionUnit.ShiftFor(sizeof(T));

    /// <summary>The pointer to the first element; null when the pin has ended or the array is empty.</summary>
    /// <remarks>The pointer is valid until the pin or the array is disposed of.</remarks>
    public T* Pointer => _region is { } region ? (T*)region.Address + _first : null;

    /// <summary>Ends the pin. A second call does nothing.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _region, null)?.Unpin(_first << UnitShift, Length << UnitShift);
        GC.KeepAlive(_memory);
    }
}
