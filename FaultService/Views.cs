// Safety: maps only over memory that the caller gives for it, or that this code has just reserved.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>Maps parts of a service's memory file.</summary>
internal static unsafe class Views
{
    /// <summary>Maps a part.</summary>
    /// <param name="service">The service.</param>
    /// <param name="place">The address to map at, over what is mapped there; null for any address.</param>
    /// <param name="offset">The part's first byte in the file. Offset and place are multiples of the page size.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="pageBytes">The page size.</param>
    /// <returns>The first byte; null when Linux refuses, with the reason as the last error.</returns>
    public static byte* Map(ServiceState* service, byte* place, long offset, long bytes, long pageBytes)
    {
        byte* reserved = place is null && pageBytes > CoreRegion.PageSize ? Reserve(bytes, pageBytes) : null;
        byte* address = place is null ? reserved : place;
        if (address is null && pageBytes > CoreRegion.PageSize)
        {
            return null;
        }

        void* view = SystemCalls.Map(
            address,
            (nuint)bytes,
            SystemCalls.ProtRead | SystemCalls.ProtWrite,
            SystemCalls.MapShared | SystemCalls.MapNoReserve | (address is null ? 0 : SystemCalls.MapFixed),
            ServiceFiles.NumberOf(&service->Memory),
            offset);
        if ((nint)view != -1)
        {
            return (byte*)view;
        }

        if (reserved is not null)
        {
            int error = SystemCalls.LastError;
            SystemCalls.Unmap(reserved, (nuint)bytes);
            Marshal.SetLastPInvokeError(error);
        }

        return null;
    }

    /// <summary>Reserves addresses; the first is a multiple of the page size.</summary>
    private static byte* Reserve(long bytes, long pageBytes)
    {
        void* range = SystemCalls.Map(
            null, (nuint)(bytes + pageBytes), SystemCalls.ProtNone, SystemCalls.MapPrivate | SystemCalls.MapAnonymous | SystemCalls.MapNoReserve, -1, 0);
        if ((nint)range == -1)
        {
            return null;
        }

        byte* first = (byte*)range;
        byte* address = (byte*)(((nint)first + (nint)pageBytes - 1) & -(nint)pageBytes);

        // Addresses that stay reserved take no memory.
        _ = address > first ? SystemCalls.Unmap(first, (nuint)(address - first)) : 0;
        _ = SystemCalls.Unmap(address + bytes, (nuint)(first + pageBytes - address));
        return address;
    }
}
