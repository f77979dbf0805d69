// Safety: maps only over memory that the caller gives for it, or that was reserved here a moment ago.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>Maps parts of a service's memory file.</summary>
internal static unsafe class Views
{
    /// <summary>Maps a part.</summary>
    /// <param name="service">The service.</param>
    /// <param name="place">Where it goes, over what is there; null for anywhere.</param>
    /// <param name="offset">Where the part begins; a multiple of the page size, as the place is.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="pageBytes">The page size.</param>
    /// <returns>The first byte; null when there is none, with the reason as the last error.</returns>
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

    /// <summary>Reserves addresses that begin at a multiple of the page size.</summary>
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
