// Safety: works under the locks of the blocks concerned. It copies to the core's own view, and only pages that the user's
// view does not map writable.
namespace HmmGen.Coherence.Core;

/// <summary>Serves the host's touches: devices give pages up, and Linux maps the pages for the host.</summary>
/// <remarks>
/// A launch keeps every page that it may be writing. The host gets a copy of such a page; if the host writes it, a twin is kept for the merge.
/// If a launch only reads a page, the host gets the page immediately. If the host writes it, the device's copy is invalidated when the wave ends. So a host
/// thread never waits for a compute kernel.
/// </remarks>
internal static unsafe class HostTouch
{
    /// <summary>Serves one touch by the host.</summary>
    /// <param name="region">The region; it must be watched.</param>
    /// <param name="offset">The offset of the first byte. It starts a host page.</param>
    /// <param name="bytes">The number of bytes; whole host pages.</param>
    /// <param name="use">What the host does with the pages.</param>
    /// <param name="mapped">The part to map. The other pages get their newest contents on the host, but their next touch faults.</param>
    /// <param name="pin">Whether to pin the pages.</param>
    /// <param name="end">The end of what was served. It may be larger than asked, because devices give up whole device pages.</param>
    /// <returns>0, or a negative error code: then some pages are poisoned, or Linux refused to map them.</returns>
    public static int Serve(CoreRegion* region, long offset, long bytes, HostUse use, MirrorRange mapped, bool pin, out long end)
    {
        MirrorRange range = EnterWholePages(region, new MirrorRange(offset, bytes));
        int error = pin ? Pin(region, offset, bytes) : 0;
        if (error == 0)
        {
            bool isKept = region->File >= 0 && use == HostUse.Read;
            for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
            {
                int lost = GiveWay(mirror, range, use, out bool keeps);
                error = lost != 0 ? lost : error;
                isKept |= keeps;
            }

            if (use != HostUse.Read && !pin)
            {
                ShuttleBlocks.Written(region, range.Offset, range.Bytes);
            }

            int unread = region->File >= 0 ? FileBacking.Fill(region, range.Offset, range.Bytes) : 0;
            int unmapped = Map(region, range, mapped, protect: isKept, write: use != HostUse.Read);
            error = unread != 0 ? unread : unmapped != 0 ? unmapped : error;
        }

        BlockLocks.Leave(region, range.Offset, range.Bytes);
        end = range.End;
        return error;
    }

    /// <summary>Makes a touched page fail, because its file could not be read or Linux does not map it.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The offset of the page.</param>
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

    /// <summary>Whether a device has a page of the range whose entry has one of the given bits. Under the blocks' locks.</summary>
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

    /// <summary>Locks the blocks of a range, and of the device pages that it is part of.</summary>
    /// <returns>The range as whole pages of every device.</returns>
    private static MirrorRange EnterWholePages(CoreRegion* region, MirrorRange range)
    {
        while (true)
        {
            // A device may have got a larger page since the last look. Devices come and go, so the look needs a lock of the region.
            BlockLocks.Enter(region, range.Offset, range.Bytes);
            MirrorRange whole = WholePages(region, range);
            if (whole == range)
            {
                return range;
            }

            BlockLocks.Leave(region, range.Offset, range.Bytes);
            range = whole;
        }
    }

    /// <summary>Pins only the range that the caller asked for. An unpin does not cover the bytes that a larger device page adds.</summary>
    private static int Pin(CoreRegion* region, long offset, long bytes)
    {
        // Otherwise a launch would write unwritten pages without mapping them. In TransparentUserMode a system call could not use such pages.
        int error = region->File < 0 ? HostView.Populate(region, offset, bytes) : 0;
        if (error == 0)
        {
            HostMarks.Set(region, offset, bytes, HostMark.Pinned);
            if (region->Service->IsUserModeOnly != 0)
            {
                // Linux may have unmapped a page by itself. No fault of a system call would tell.
                _ = PageMap.Reaches(region, offset, bytes, out _);
            }
        }

        return error;
    }

    /// <summary>Maps the part of a range that is to be mapped. In a file only pages that were read from it: the others would show zeros.</summary>
    private static int Map(CoreRegion* region, MirrorRange range, MirrorRange mapped, bool protect, bool write)
    {
        long end = Math.Min(range.End, mapped.End);
        int result = 0;
        for (long start = Math.Max(range.Offset, mapped.Offset); start < end;)
        {
            long stop = region->File < 0 ? end : HostMarks.EndOfSame(region, start, end, HostMark.Filled);
            if (region->File < 0 || HostMarks.Has(region, start, HostMark.Filled))
            {
                if (region->File >= 0 && write)
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

    /// <summary>Maps a range without its poisoned pages, since mapping a page ends its poison. Threads that wait for a poisoned page wake and fail.</summary>
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
                MirrorRange open = write ? BlockMarks.Unneeded(region, start, stop - start) : default;
                int unprotected = write ? HostView.WriteProtect(region, open.Offset, open.Bytes, protect: false) : 0;
                result = error != 0 ? error : unprotected != 0 ? unprotected : result;
            }

            start = stop;
        }

        return result;
    }

    /// <summary>Makes one device give the touched pages up.</summary>
    /// <param name="mirror">The mirror: the region on that device.</param>
    /// <param name="range">The range that the host touches.</param>
    /// <param name="use">What the host does with the range.</param>
    /// <param name="keeps">Whether the device keeps a page of the range; then a write by the host must fault.</param>
    /// <returns>0, or a negative error code.</returns>
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
            if ((entry & CoreMirror.Newest) == 0)
            {
                Yield(mirror, page, use);
            }
            else if (IsBeingWritten(mirror, page))
            {
                error = Shadow(mirror, page, write);
            }
            else
            {
                while (stop < end && (mirror->Entries[stop] & CoreMirror.Newest) != 0 && !IsBeingWritten(mirror, stop))
                {
                    stop++;
                }

                error = ReclaimForHost(mirror, page, stop - page, use);
            }

            keeps |= !write;
            result = error != 0 ? error : result;
            page = stop;
        }

        if (met && use == HostUse.Read)
        {
            Interlocked.Increment(ref mirror->Device->Counts.HostReadFaults);
            Interlocked.Increment(ref mirror->Counts.HostReadFaults);
        }
        else if (met && use == HostUse.Write)
        {
            Interlocked.Increment(ref mirror->Device->Counts.HostWriteFaults);
            Interlocked.Increment(ref mirror->Counts.HostWriteFaults);
        }

        return result;
    }

    /// <summary>
    /// Whether a launch may be writing the page, or both the host and the device have written it. After a launch such a page may still wait to be settled.
    /// </summary>
    private static bool IsBeingWritten(CoreMirror* mirror, long page)
        => (mirror->Pending[page] & (byte)PendingMark.Twin) != 0
            || (mirror->Use is LaunchUse.Writes or LaunchUse.Streams && (mirror->Entries[page] & CoreMirror.Writable) != 0);

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

    /// <summary>Invalidates the device's copy of a page, because the host will write the page. The device only reads it.</summary>
    public static void InvalidateDeviceCopy(CoreMirror* mirror, long page)
    {
        // No wave has used a lent page yet: lent pages are settled before the first wave.
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

    /// <summary>Copies the page's contents of this moment to the host. A launch may be writing the page.</summary>
    private static int Shadow(CoreMirror* mirror, long page, bool write)
    {
        PendingMark mark = (PendingMark)mirror->Pending[page];
        if ((mark & PendingMark.Twin) != 0)
        {
            return 0;
        }

        if (ShownPages.IsShown(mark))
        {
            // The host's page is what the device got. If the host writes it, this is what both start from.
            if (write)
            {
                mirror->Pending[page] = 0;
                Twins.Make(mirror, page);
                PendingPages.Add(mirror, page, PendingMark.Twin | (mark & PendingPages.WithoutContents));
            }

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

    /// <summary>Gives pages that no launch writes back to the host.</summary>
    private static int ReclaimForHost(CoreMirror* mirror, long page, long count, HostUse use)
    {
        int error = PageLeaving.CopyToHost(mirror, page, count);
        if (error != 0)
        {
            int result = 0;
            for (long next = page; next < page + count; next++)
            {
                result = TryReader(mirror, next) ? result : error;
            }

            return result;
        }

        PageTable.Downgrade(mirror, page, count);
        for (long next = page; next < page + count; next++)
        {
            Yield(mirror, next, use);
        }

        return 0;
    }

    /// <summary>Gives a page back to the host that its owner cannot copy: from a device that reads it. Otherwise the page is lost.</summary>
    private static bool TryReader(CoreMirror* mirror, long page)
    {
        CoreMirror* reader = PeerPages.Inherit(mirror, page);
        if (reader is null || PageLeaving.CopyToHost(reader, page, 1) != 0)
        {
            Lose(mirror, page);
            return false;
        }

        PageTable.Remove(mirror, page, 1);
        PageTable.Downgrade(reader, page, 1);
        return true;
    }

    private static void Lose(CoreMirror* mirror, long page)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        PageTable.Remove(mirror, page, 1);
        mirror->Pending[page] = 0;
        HostView.Poison(mirror->Region, range.Offset, range.Bytes, LossReason.Device);
    }

    /// <summary>Extends a range until it cuts no resident device page.</summary>
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
