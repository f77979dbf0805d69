// Safety: bare system calls; callers pass only ranges that they have mapped.
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Zeroed memory outside the collected heap. Unwritten pages take no memory. Linux only.</summary>
internal static unsafe class ZeroMapping
{
    /// <summary>Maps memory.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="alignment">The alignment of the first byte; whole pages. Above one page, the size is a multiple of it too.</param>
    /// <returns>The first byte; null when Linux refuses.</returns>
    public static byte* TryMake(long bytes, long alignment = HeapPage.Size)
    {
        if (alignment == HeapPage.Size)
        {
            return Map(null, bytes);
        }

        byte* range = Map(null, bytes + alignment);
        if (range is null)
        {
            return null;
        }

        byte* address = (byte*)(((nint)range + (nint)alignment - 1) & -(nint)alignment);

        // The parts that stay mapped beside it take no memory.
        _ = address > range ? SystemCalls.Unmap(range, (nuint)(address - range)) : 0;
        _ = SystemCalls.Unmap(address + bytes, (nuint)(range + alignment - address));
        return address;
    }

    /// <summary>Replaces what is mapped by zeros.</summary>
    /// <param name="place">The first byte; a page's first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <returns>False when Linux allows no more mappings; everything is then as before.</returns>
    public static bool TryReplace(byte* place, long bytes) => Map(place, bytes) is not null;

    private static byte* Map(byte* place, long bytes)
    {
        void* range = SystemCalls.Map(
            place,
            (nuint)bytes,
            SystemCalls.ProtRead | SystemCalls.ProtWrite,
            SystemCalls.MapPrivate | SystemCalls.MapAnonymous | SystemCalls.MapNoReserve | (place is null ? 0 : SystemCalls.MapFixed),
            -1,
            0);
        return (nint)range == -1 ? null : (byte*)range;
    }
}
