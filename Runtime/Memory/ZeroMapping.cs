// Safety: bare calls; callers pass ranges that they have mapped themselves.
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Zeroed memory outside the collected heap, of which pages that nobody touches cost nothing. Linux only.</summary>
internal static unsafe class ZeroMapping
{
    /// <summary>Maps memory.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="alignment">Of what the first byte is a multiple; whole pages, as the size is where it is more than one.</param>
    /// <returns>The first byte; null when there is none.</returns>
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

        // What stays mapped beside it takes no memory.
        _ = address > range ? SystemCalls.Unmap(range, (nuint)(address - range)) : 0;
        _ = SystemCalls.Unmap(address + bytes, (nuint)(range + alignment - address));
        return address;
    }

    /// <summary>Puts zeros in place of what is mapped.</summary>
    /// <param name="place">The first byte; a page's.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <returns>False when the system allows no more mappings: then everything is as before.</returns>
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
