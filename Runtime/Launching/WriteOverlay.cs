// Safety: copies are pinned arrays that the overlay keeps alive as long as their addresses are in use; a block ends with its region at the latest.
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;

namespace HmmGen.Launching;

/// <summary>Copies of what a dry run has written, so that nothing changes.</summary>
/// <remarks>Whole pages: parameters with elements of different sizes may lie in the same memory, and no element of any of them lies in two pages.</remarks>
/// <param name="binding">The launch's memory.</param>
internal sealed unsafe class WriteOverlay(LaunchBinding binding)
{
    private readonly Dictionary<long, byte[]> _copies = [];

    /// <summary>Where an element is now.</summary>
    /// <param name="span">The parameter's span, which says where its elements are and the parameter's number.</param>
    /// <param name="index">The element, in range.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>The copy's address when its page was written, else its own.</returns>
    public long Reading(DeviceSpan span, long index, int size)
    {
        long address = span.Origin + index * size;
        long page = PageOf(span, address, out _);
        return _copies.TryGetValue(page, out byte[]? copy) ? AddressOf(copy) + (address - page) : address;
    }

    /// <summary>Where an element is to be written.</summary>
    /// <param name="span">The parameter's span, which says where its elements are and the parameter's number.</param>
    /// <param name="index">The element, in range.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>The copy's address.</returns>
    public long Writing(DeviceSpan span, long index, int size)
    {
        long address = span.Origin + index * size;
        long page = PageOf(span, address, out int bytes);
        if (!_copies.TryGetValue(page, out byte[]? copy))
        {
            copy = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
            new ReadOnlySpan<byte>((void*)page, bytes).CopyTo(copy);
            _copies.Add(page, copy);
        }

        return AddressOf(copy) + (address - page);
    }

    private long PageOf(DeviceSpan span, long address, out int bytes)
    {
        MemoryRegion region = binding.Buffers[(int)span.Table].Region!;
        long pageBytes = PageGeometry.Of(region.UnitSize, PageGeometry.BasePageSize).PageBytes;
        long offset = (address - (long)region.Address) / pageBytes * pageBytes;
        bytes = (int)Math.Min(pageBytes, region.Length * region.UnitSize - offset);
        return (long)region.Address + offset;
    }

    private static long AddressOf(byte[] copy)
    {
        fixed (byte* first = copy)
        {
            return (long)first;
        }
    }
}
