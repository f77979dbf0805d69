// Safety: ranges lie in a watched region over a file, which has a count for each of its blocks. Everything happens under the blocks' locks.
namespace HmmGen.Coherence.Core;

/// <summary>Tracks which pages of a map for writing have memory.</summary>
/// <remarks>A page gets memory when it is first needed. It gives the memory back when the file has the same contents.</remarks>
internal static unsafe class FilePages
{
    /// <summary>Notes that the core's view has the contents of pages.</summary>
    /// <param name="region">The region, over a file.</param>
    /// <param name="offset">The offset of the first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="dirty"><see cref="HostMark.Dirty"/> if the contents are newer than the file, otherwise nothing.</param>
    public static void Fill(CoreRegion* region, long offset, long bytes, HostMark dirty)
    {
        long end = offset + bytes;
        for (long page = offset & -CoreRegion.PageSize; page < end; page += CoreRegion.PageSize)
        {
            if (region->IsPrivate == 0 && !HostMarks.Has(region, page, HostMark.Filled))
            {
                region->FilledPages[page >> CoreRegion.BlockShift]++;
                Interlocked.Increment(ref region->Service->FilePages);
            }
        }

        HostMarks.Set(region, offset, bytes, HostMark.Filled | dirty);
    }

    /// <summary>Whether a page's memory can be dropped, and whether the page must be written to the file first.</summary>
    public static FilePageUse UseOf(CoreRegion* region, long offset)
    {
        if (!HostMarks.Has(region, offset, HostMark.Filled) || HostMarks.Has(region, offset, HostMark.Pinned | HostMark.Poisoned))
        {
            return FilePageUse.Kept;
        }

        for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
        {
            long page = offset / mirror->PageBytes;
            if (mirror->Pending[page] != 0)
            {
                // The page is a snapshot, or the merge needs it to compare with a twin.
                return FilePageUse.Kept;
            }

            if ((mirror->Entries[page] & CoreMirror.Newest) != 0)
            {
                // The device's contents are newer than the host's. A touch copies them to the host.
                return FilePageUse.Clean;
            }
        }

        return HostMarks.Has(region, offset, HostMark.Dirty) ? FilePageUse.Dirty : FilePageUse.Clean;
    }

    /// <summary>Gives the memory of pages back to Linux. The user's view does not map them, and the file or a device has their contents.</summary>
    public static void Drop(CoreRegion* region, long offset, long bytes)
    {
        if (HostView.Punch(region, offset, bytes) != 0)
        {
            return;
        }

        HostMarks.Clear(region, offset, bytes, HostMark.Filled | HostMark.Dirty | HostMark.HasMemory | HostMark.Unmapped);
        long pages = bytes / CoreRegion.PageSize;
        region->FilledPages[offset >> CoreRegion.BlockShift] -= (int)pages;
        Interlocked.Add(ref region->Service->FilePages, -pages);
    }
}
