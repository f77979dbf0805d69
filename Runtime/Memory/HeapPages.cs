// Safety: the array is pinned, so its address holds while it lives. It is longer than the pages by the alignment, so the pages lie inside it.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Memory;

/// <summary>Whole pages inside a pinned array of the collected heap. A span or reference into them keeps the array alive, as with any array.</summary>
internal sealed unsafe class HeapPages
{
    /// <summary>Below this size in bytes, clearing is cheaper than getting fresh pages from the system.</summary>
    private const long SmallestGivenBack = 64 << 10;

    private readonly HeapPage[] _pages;
    private readonly nint _skipped;

    private HeapPages(HeapPage[] pages, long bytes, long alignment)
    {
        _pages = pages;
        byte* first = (byte*)Unsafe.AsPointer(ref Unsafe.As<HeapPage, byte>(ref MemoryMarshal.GetArrayDataReference(pages)));
        Address = (byte*)(((nint)first + (nint)alignment - 1) & -(nint)alignment);
        _skipped = (nint)(Address - first);
        Bytes = bytes;
    }

    /// <summary>The first byte.</summary>
    public byte* Address { get; }

    /// <summary>The size in bytes; whole pages.</summary>
    public long Bytes { get; }

    /// <summary>The array. It lives as long as any span or reference into the pages.</summary>
    public object Owner => _pages;

    /// <summary>The first byte, as a reference that keeps the array alive.</summary>
    public ref byte First => ref Unsafe.AddByteOffset(ref Unsafe.As<HeapPage, byte>(ref MemoryMarshal.GetArrayDataReference(_pages)), _skipped);

    /// <summary>Allocates pages with undefined contents.</summary>
    /// <param name="bytes">The number of bytes needed.</param>
    /// <param name="alignment">The alignment of the first byte and of the size in bytes; whole pages.</param>
    /// <returns>The pages; null when the heap does not have that much.</returns>
    public static HeapPages? TryMake(long bytes, long alignment = HeapPage.Size)
    {
        long pages = (bytes + alignment - 1) / alignment * (alignment / HeapPage.Size);
        long more = alignment / HeapPage.Size;
        if (pages + more > Array.MaxLength)
        {
            return null;
        }

        try
        {
            return new HeapPages(GC.AllocateUninitializedArray<HeapPage>((int)(pages + more), pinned: true), pages * HeapPage.Size, alignment);
        }
        catch (OutOfMemoryException)
        {
            // The heap has its own limits, below those of the process.
            return null;
        }
    }

    /// <summary>Makes all pages zero. Large ranges give their memory back where the system can take it.</summary>
    public void Clear()
    {
        if (Bytes < SmallestGivenBack || !TryGiveBack(0, Bytes))
        {
            Write(0, Bytes);
        }
    }

    /// <summary>Makes some pages zero. They give their memory back where the system can take it.</summary>
    /// <param name="offset">The first page's first byte.</param>
    /// <param name="bytes">The number of bytes; whole pages.</param>
    public void Clear(long offset, long bytes)
    {
        if (!TryGiveBack(offset, bytes))
        {
            Write(offset, bytes);
        }
    }

    /// <summary>Gives pages back; false where the system does not know the request or refuses it.</summary>
    private bool TryGiveBack(long offset, long bytes)
    {
        bool given = OperatingSystem.IsLinux()
            && Environment.SystemPageSize == HeapPage.Size
            && SystemCalls.Advise(Address + offset, (nuint)bytes, SystemCalls.AdviseDontNeedLocked) == 0;
        GC.KeepAlive(_pages);
        return given;
    }

    private void Write(long offset, long bytes)
    {
        for (long next = offset; next < offset + bytes;)
        {
            int part = (int)Math.Min(offset + bytes - next, 1 << 30);
            MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref First, (nint)next), part).Clear();
            next += part;
        }
    }
}
