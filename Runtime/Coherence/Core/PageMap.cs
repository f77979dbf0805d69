// Safety: ranges lie in a watched region and have whole pages. Linux writes into buffers on the stack, and only looks into its page table.
namespace HmmGen.Coherence.Core;

/// <summary>Asks Linux which pages of the user's view are mapped, in TransparentUserMode. Under the blocks' locks.</summary>
/// <remarks>
/// Linux may unmap a page by itself, when it swaps for example. In the other mode the next fault tells. Here a system call fails instead, so the marks are
/// compared with the page table before system calls use the pages.
/// </remarks>
internal static unsafe class PageMap
{
    private const int Ranges = 64;
    private const int PresentBit = 63;
    private const int ProtectedBit = 57;

    /// <summary>Corrects <see cref="HostMark.Mapped"/> for the pages of a range.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The offset of the first byte.</param>
    /// <param name="bytes">The number of bytes, at most those of a block.</param>
    /// <param name="isProtected">Whether a page may be write-protected.</param>
    /// <returns>Whether all pages that have memory are mapped. Linux maps the others by itself when they are touched.</returns>
    public static bool Reaches(CoreRegion* region, long offset, long bytes, out bool isProtected)
    {
        isProtected = false;
        HostMarks.Set(region, offset, bytes, HostMark.Mapped);
        if (!Scan(region, offset, bytes, out long missing, ref isProtected) && !Read(region, offset, bytes, out missing, ref isProtected))
        {
            HostMarks.Clear(region, offset, bytes, HostMark.Mapped);
            isProtected = true;
            missing = bytes;
        }

        return missing == 0 || HostView.CountWithMemory(region, offset, bytes) == (bytes - missing) / CoreRegion.PageSize;
    }

    private static bool Scan(CoreRegion* region, long offset, long bytes, out long missing, ref bool isProtected)
    {
        const ulong Both = PageMapRequest.IsPresent | PageMapRequest.IsWritten;
        missing = 0;
        PageMapRange* ranges = stackalloc PageMapRange[Ranges];
        ulong user = (ulong)region->User;
        PageMapRequest request = new()
        {
            Size = (ulong)sizeof(PageMapRequest),
            Start = user + (ulong)offset,
            End = user + (ulong)(offset + bytes),
            Ranges = (ulong)ranges,
            RangesLength = Ranges,
            Inverted = Both,
            AnyOf = Both,
            Returned = Both,
        };
        while (request.Start < request.End)
        {
            int found = ServiceFiles.ScanPageMap(region->Service, &request);
            if (found < 0)
            {
                return false;
            }

            for (int i = 0; i < found; i++)
            {
                bool isPresent = (ranges[i].Categories & PageMapRequest.IsPresent) != 0;
                Note(region, (long)(ranges[i].Start - user), (long)(ranges[i].End - ranges[i].Start), isPresent, ref missing);
                isProtected |= (ranges[i].Categories & PageMapRequest.IsWritten) == 0;
            }

            request.Start = request.Walked;
        }

        return true;
    }

    /// <summary>The same before Linux 6.7: reads an entry for each page.</summary>
    private static bool Read(CoreRegion* region, long offset, long bytes, out long missing, ref bool isProtected)
    {
        missing = 0;
        int number = ServiceFiles.FindNumberOf(&region->Service->PageMap);
        int count = (int)(bytes / CoreRegion.PageSize);
        ulong* entries = stackalloc ulong[(int)(CoreRegion.BlockBytes / CoreRegion.PageSize)];
        nint size = (nint)count * sizeof(ulong);
        if (number < 0 || SystemCalls.ReadPageMap(number, entries, (nuint)size, (long)(region->User + offset) / CoreRegion.PageSize * sizeof(ulong)) != size)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            Note(region, offset + i * CoreRegion.PageSize, CoreRegion.PageSize, entries[i] >> PresentBit != 0, ref missing);
            isProtected |= (entries[i] >> ProtectedBit & 1) != 0;
        }

        return true;
    }

    private static void Note(CoreRegion* region, long offset, long bytes, bool isPresent, ref long missing)
    {
        if (!isPresent)
        {
            HostMarks.Clear(region, offset, bytes, HostMark.Mapped);
            missing += bytes;
        }
    }
}
