// Safety: copies are pinned arrays that the overlay keeps alive while their addresses are in use. A copied block ends with its region at the latest.
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;

namespace HmmGen.Launching;

/// <summary>Copies of the pages that a dry run has written, so that host memory does not change.</summary>
/// <remarks>Whole pages are copied: parameters with elements of different sizes may share memory, and no element of any of them lies in two pages.</remarks>
/// <param name="binding">The launch's memory.</param>
internal sealed unsafe class WriteOverlay(LaunchBinding binding)
{
    private readonly Dictionary<long, byte[]> _copies = [];

    /// <summary>The address to read an element from.</summary>
    /// <param name="span">The parameter's span: the address of element 0 and the parameter's number.</param>
    /// <param name="index">The element's index, in bounds.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>The address in the copy when the page was written, otherwise the element's own address.</returns>
    public long Reading(DeviceSpan span, long index, int size)
    {
        long address = span.Origin + index * size;
        long page = PageOf(span, address, out _);
        return _copies.TryGetValue(page, out byte[]? copy) ? AddressOf(copy) + (address - page) : address;
    }

    /// <summary>The address to write an element to. The first write to a page copies the page.</summary>
    /// <param name="span">The parameter's span: the address of element 0 and the parameter's number.</param>
    /// <param name="index">The element's index, in bounds.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <returns>The address in the copy.</returns>
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
