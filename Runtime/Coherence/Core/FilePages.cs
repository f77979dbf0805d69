// Safety: ranges lie in a watched region over a file, which has a count for each of its blocks; everything happens under the blocks' locks.
namespace HmmGen.Coherence.Core;

/// <summary>Which pages of a map for writing have memory: they get it when they are first needed, and give it back when the file has what they hold.</summary>
internal static unsafe class FilePages
{
    /// <summary>Notes that the core's view has the contents of pages.</summary>
    /// <param name="region">The region, over a file.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="dirty"><see cref="HostMark.Dirty"/> where they are newer than the file, else nothing.</param>
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

    /// <summary>What may become of a page's memory.</summary>
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
                // A snapshot, or what a twin is compared with.
                return FilePageUse.Kept;
            }

            if ((mirror->Entries[page] & CoreMirror.Writable) != 0)
            {
                // What the host has is older than the device's: a touch brings that home.
                return FilePageUse.Clean;
            }
        }

        return HostMarks.Has(region, offset, HostMark.Dirty) ? FilePageUse.Dirty : FilePageUse.Clean;
    }

    /// <summary>Gives the memory of pages back that are not in the user's view, and that the file, or a device, has too.</summary>
    public static void Drop(CoreRegion* region, long offset, long bytes)
    {
        if (HostView.Punch(region, offset, bytes) != 0)
        {
            return;
        }

        HostMarks.Clear(region, offset, bytes, HostMark.Filled | HostMark.Dirty | HostMark.Existing | HostMark.Taken);
        long pages = bytes / CoreRegion.PageSize;
        region->FilledPages[offset >> CoreRegion.BlockShift] -= (int)pages;
        Interlocked.Add(ref region->Service->FilePages, -pages);
    }
}
