// Safety: works under the locks of the blocks concerned; copies to the core's own view, of pages that the user's view does
// not map writable.
namespace HmmGen.Coherence.Core;

/// <summary>Makes devices give way to a touch by the host, and maps what was touched.</summary>
/// <remarks>
/// A page that a launch may be writing is never taken: the host gets a copy, and when it writes, a twin is kept to merge by. A page that a launch only
/// reads is given to the host, and the device's copy goes when the wave ends. So nobody waits for a kernel.
/// </remarks>
internal static unsafe class HostTouch
{
    /// <summary>Serves a touch.</summary>
    /// <param name="region">The region, watched.</param>
    /// <param name="offset">The first byte; a host page's.</param>
    /// <param name="bytes">How many; whole host pages.</param>
    /// <param name="use">What the host will do.</param>
    /// <param name="mapped">What to map of it; the rest is only made present, and the next touch faults.</param>
    /// <param name="pin">Whether to pin it.</param>
    /// <param name="end">The end of what was served: devices give way in whole pages of theirs.</param>
    /// <returns>0, or a negative error number: then some of it is poisoned, or could not be mapped.</returns>
    public static int Serve(CoreRegion* region, long offset, long bytes, HostUse use, MirrorRange mapped, bool pin, out long end)
    {
        MirrorRange range = new(offset, bytes);
        while (true)
        {
            // Under a lock of the region, since devices come and go; a device may have got a larger page since the last look.
            BlockLocks.Enter(region, range.Offset, range.Bytes);
            MirrorRange whole = WholePages(region, range);
            if (whole == range)
            {
                break;
            }

            BlockLocks.Leave(region, range.Offset, range.Bytes);
            range = whole;
        }

        if (pin && region->File < 0)
        {
            // Else a launch would bring what nobody has written into being without mapping it, and system calls in user mode could not use it.
            int refused = HostView.Populate(region, offset, bytes);
            if (refused != 0)
            {
                BlockLocks.Leave(region, range.Offset, range.Bytes);
                end = range.End;
                return refused;
            }
        }

        if (pin)
        {
            // Only what was asked for: what a device's larger page adds to it is not unpinned with it.
            HostMarks.Set(region, offset, bytes, HostMark.Pinned);
        }

        int error = ServeLocked(region, range, use, mapped);
        BlockLocks.Leave(region, range.Offset, range.Bytes);
        end = range.End;
        return error;
    }

    /// <summary>Makes a touched page fail that could not be read from its file, or that the system does not map.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The page.</param>
    /// <param name="error">The error of <see cref="Serve"/> for this page alone.</param>
    public static void Fail(CoreRegion* region, long offset, int error)
    {
        BlockLocks.Enter(region, offset, CoreRegion.PageSize);
        if (!HostMarks.Has(region, offset, HostMark.Poisoned))
        {
            HostView.Poison(region, offset, CoreRegion.PageSize, -error > SystemCalls.FileError ? LossReason.File : LossReason.System);
        }

        BlockLocks.Leave(region, offset, CoreRegion.PageSize);
    }

    /// <summary>Whether a launch uses the region. Under the service's lock.</summary>
    public static bool IsInUse(CoreRegion* region)
    {
        for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
        {
            if (mirror->Use != LaunchUse.None)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a device has a page of a range, with one of some bits in its entry. Under the blocks' locks.</summary>
    public static bool IsMirrored(CoreRegion* region, long offset, long bytes, int bits)
    {
        for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
        {
            long first = offset / mirror->PageBytes;
            long count = (offset + bytes - 1) / mirror->PageBytes - first + 1;
            foreach (int entry in new ReadOnlySpan<int>(mirror->Entries + first, (int)count))
            {
                if ((entry & bits) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static int ServeLocked(CoreRegion* region, MirrorRange range, HostUse use, MirrorRange mapped)
    {
        int result = 0;
        bool write = use != HostUse.Read;
        bool shared = region->File >= 0 && !write;
        for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
        {
            int error = GiveWay(mirror, range, use, out bool keeps);
            result = error != 0 ? error : result;
            shared |= keeps;
        }

        long first = Math.Max(range.Offset, mapped.Offset);
        long end = Math.Min(range.End, mapped.End);
        if (region->File >= 0)
        {
            int error = FileBacking.Fill(region, range.Offset, range.Bytes);
            int unmapped = MapFilled(region, first, end, protect: shared, write);
            return error != 0 ? error : unmapped != 0 ? unmapped : result;
        }

        if (end > first)
        {
            int unmapped = Map(region, first, end - first, protect: shared, write);
            return unmapped != 0 ? unmapped : result;
        }

        return result;
    }

    /// <summary>Maps what was read from the file; the rest would be zeros.</summary>
    private static int MapFilled(CoreRegion* region, long first, long end, bool protect, bool write)
    {
        int result = 0;
        for (long start = first; start < end;)
        {
            long stop = HostMarks.EndOfSame(region, start, end, HostMark.Filled);
            if (HostMarks.Has(region, start, HostMark.Filled))
            {
                if (write)
                {
                    HostMarks.Set(region, start, stop - start, HostMark.Dirty);
                }

                int error = Map(region, start, stop - start, protect, write);
                result = error != 0 ? error : result;
            }

            start = stop;
        }

        return result;
    }

    /// <summary>Maps a range, but for what is lost: a page that is mapped is no longer poisoned. Who waits for it fails.</summary>
    private static int Map(CoreRegion* region, long offset, long bytes, bool protect, bool write)
    {
        int result = 0;
        for (long start = offset; start < offset + bytes;)
        {
            long stop = HostMarks.EndOfSame(region, start, offset + bytes, HostMark.Poisoned);
            if (HostMarks.Has(region, start, HostMark.Poisoned))
            {
                if (region->IsFailingLate != 0)
                {
                    HostView.Fail(region, start, stop - start);
                }

                HostView.Wake(region, start, stop - start);
            }
            else
            {
                int error = HostView.Continue(region, start, stop - start, protect);
                int unprotected = write ? HostView.WriteProtect(region, start, stop - start, protect: false) : 0;
                result = error != 0 ? error : unprotected != 0 ? unprotected : result;
            }

            start = stop;
        }

        return result;
    }

    /// <summary>Makes one device give way.</summary>
    /// <param name="mirror">The region on the device.</param>
    /// <param name="range">What the host touches.</param>
    /// <param name="use">What it will do.</param>
    /// <param name="keeps">Whether the device keeps something of it, so that a write by the host must be noticed.</param>
    /// <returns>0, or a negative error number.</returns>
    private static int GiveWay(CoreMirror* mirror, MirrorRange range, HostUse use, out bool keeps)
    {
        bool write = use != HostUse.Read;
        keeps = false;
        int result = 0;
        bool met = false;
        long end = (range.End + mirror->PageBytes - 1) / mirror->PageBytes;
        for (long page = range.Offset / mirror->PageBytes; page < end;)
        {
            int entry = mirror->Entries[page];
            if (entry == 0)
            {
                page++;
                continue;
            }

            met = true;
            long stop = page + 1;
            int error = 0;
            if ((entry & CoreMirror.Writable) == 0)
            {
                Yield(mirror, page, use);
            }
            else if (mirror->Use == LaunchUse.Writes || HasTwin(mirror, page))
            {
                error = Shadow(mirror, page, write);
            }
            else
            {
                while (stop < end && (mirror->Entries[stop] & CoreMirror.Writable) != 0 && !HasTwin(mirror, stop))
                {
                    stop++;
                }

                error = ReclaimForHost(mirror, page, stop - page, use);
            }

            keeps |= !write;
            result = error != 0 ? error : result;
            page = stop;
        }

        int reads = met && use == HostUse.Read ? 1 : 0;
        int writes = met && use == HostUse.Write ? 1 : 0;
        mirror->Device->Counts.HostReadFaults += reads;
        mirror->Device->Counts.HostWriteFaults += writes;
        mirror->Counts.HostReadFaults += reads;
        mirror->Counts.HostWriteFaults += writes;
        return result;
    }

    /// <summary>Whether host and device both have written the page. A launch that has ended may not have settled that yet.</summary>
    private static bool HasTwin(CoreMirror* mirror, long page) => (mirror->Pending[page] & (byte)PendingMark.Twin) != 0;

    private static void Yield(CoreMirror* mirror, long page, HostUse use)
    {
        if (use == HostUse.Write)
        {
            InvalidateDeviceCopy(mirror, page);
        }
        else if (use == HostUse.PerhapsWrite)
        {
            PendingPages.Add(mirror, page, PendingMark.Lent);
        }
    }

    /// <summary>The host will write a page that the device only reads: the device's copy goes.</summary>
    public static void InvalidateDeviceCopy(CoreMirror* mirror, long page)
    {
        // What is lent no wave has used yet: it is settled before the first one.
        bool isLent = (mirror->Pending[page] & (byte)PendingMark.Lent) != 0;
        mirror->Pending[page] &= (byte)~PendingMark.Lent;
        if (mirror->Use != LaunchUse.None && !isLent)
        {
            PendingPages.Add(mirror, page, PendingMark.Stale);
        }
        else
        {
            PageTable.Remove(mirror, page, 1);
        }
    }

    /// <summary>A launch may be writing the page: the host gets a copy of what it is now.</summary>
    private static int Shadow(CoreMirror* mirror, long page, bool write)
    {
        PendingMark mark = (PendingMark)mirror->Pending[page];
        if ((mark & PendingMark.Twin) != 0)
        {
            return 0;
        }

        if ((mark & (PendingMark.Snapshot | PendingMark.Uncopied)) == 0)
        {
            int error = PageLeaving.CopyToHost(mirror, page, 1);
            if (error != 0)
            {
                Lose(mirror, page);
                return error;
            }
        }

        if (write)
        {
            Twins.Make(mirror, page);
        }

        PendingPages.Add(mirror, page, write ? PendingMark.Twin : PendingMark.Snapshot);
        return 0;
    }

    /// <summary>No launch writes the pages: the host gets them back.</summary>
    private static int ReclaimForHost(CoreMirror* mirror, long page, long count, HostUse use)
    {
        int error = PageLeaving.CopyToHost(mirror, page, count);
        if (error != 0)
        {
            for (long next = page; next < page + count; next++)
            {
                Lose(mirror, next);
            }

            return error;
        }

        PageTable.Downgrade(mirror, page, count);
        for (long next = page; next < page + count; next++)
        {
            Yield(mirror, next, use);
        }

        return 0;
    }

    private static void Lose(CoreMirror* mirror, long page)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        PageTable.Remove(mirror, page, 1);
        mirror->Pending[page] = 0;
        HostView.Poison(mirror->Region, range.Offset, range.Bytes, LossReason.Device);
    }

    /// <summary>A range, made larger until it cuts no page that a device has.</summary>
    private static MirrorRange WholePages(CoreRegion* region, MirrorRange range)
    {
        MirrorRange before;
        do
        {
            before = range;
            for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
            {
                long first = range.Offset / mirror->PageBytes;
                long last = (range.End - 1) / mirror->PageBytes;
                long offset = mirror->Entries[first] != 0 ? Math.Min(range.Offset, first * mirror->PageBytes) : range.Offset;
                long end = mirror->Entries[last] != 0
                    ? Math.Min(region->Bytes, Math.Max(range.End, (last + 1) * mirror->PageBytes))
                    : range.End;
                range = new MirrorRange(offset, end - offset);
            }
        }
        while (range != before);

        return range;
    }
}
