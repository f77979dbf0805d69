// Safety: works under the locks of the blocks concerned and copies through the core's own view. On a watched region pages are
// write-protected before they are copied. The other order loses host writes between the copy and the protection.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Brings pages to a device: into its frames and its page table.</summary>
internal static unsafe class PageEntering
{
    /// <summary>Brings adjacent pages to frames, and makes resident pages writable if the flags ask for it.</summary>
    /// <remarks>
    /// The host's view changes once for a run of adjacent pages, wherever their frames are. One copy covers the pages of a run whose frames are adjacent too.
    /// </remarks>
    /// <param name="mirror">The mirror: the region on the device.</param>
    /// <param name="page">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <param name="frames">The first frame of each page.</param>
    /// <param name="flags">How the pages enter.</param>
    /// <returns>0, or a negative error code: then some of the pages are not resident.</returns>
    [UnmanagedCallersOnly]
    public static int Enter(CoreMirror* mirror, long page, long count, int* frames, EnterFlags flags)
    {
        long chunk = MirrorRange.Chunk(mirror);
        for (long done = 0; done < count; done += chunk)
        {
            long pages = Math.Min(chunk, count - done);
            MirrorRange range = MirrorRange.Of(mirror, page + done, pages);
            BlockLocks.Enter(mirror->Region, range.Offset, range.Bytes);
            int error = EnterChunk(mirror, page + done, pages, frames + done, flags);
            BlockLocks.Leave(mirror->Region, range.Offset, range.Bytes);
            FileClock.Visit(mirror->Region);
            if (error != 0)
            {
                return error;
            }
        }

        return 0;
    }

    private static int EnterChunk(CoreMirror* mirror, long page, long count, int* frames, EnterFlags flags)
    {
        if (HasLost(mirror, page, count))
        {
            return -SystemCalls.ErrorInput;
        }

        long end = page + count;
        for (long next = page; next < end;)
        {
            long stop = next + 1;
            if (IsUsable(mirror, next))
            {
                while (stop < end && IsUsable(mirror, stop))
                {
                    stop++;
                }

                int refused = Upgrade(mirror, next, stop, flags);
                if (refused != 0)
                {
                    return refused;
                }

                next = stop;
                continue;
            }

            bool pinned = IsPinned(mirror, next);
            while (!pinned && stop < end && !IsUsable(mirror, stop) && !IsPinned(mirror, stop))
            {
                stop++;
            }

            int* first = frames + (next - page);
            int error = pinned ? EnterPinned(mirror, next, *first, flags) : EnterRun(mirror, next, stop - next, first, flags);
            if (error != 0)
            {
                return error;
            }

            next = stop;
        }

        return 0;
    }

    private static bool IsUsable(CoreMirror* mirror, long page)
        => (mirror->Entries[page] & CoreMirror.Readable) != 0 && (mirror->Pending[page] & (byte)PendingMark.Stale) == 0;

    /// <summary>Whether a page of the range is poisoned. A page lost with another device is lost for this device too.</summary>
    private static bool HasLost(CoreMirror* mirror, long page, long count)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, count);
        return mirror->Region->Lost != LossReason.None && HostMarks.Any(mirror->Region, range.Offset, range.Bytes, HostMark.Poisoned);
    }

    private static bool IsPinned(CoreMirror* mirror, long page)
    {
        if (!mirror->Region->IsWatched)
        {
            return false;
        }

        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        return HostMarks.Any(mirror->Region, range.Offset, range.Bytes, HostMark.Pinned);
    }

    /// <summary>Makes resident pages writable. The host loses its view of them, one call for each run of adjacent pages.</summary>
    private static int Upgrade(CoreMirror* mirror, long page, long end, EnterFlags flags)
    {
        for (long next = page; (flags & EnterFlags.Writable) != 0 && next < end;)
        {
            long stop = next;
            while (stop < end && (mirror->Entries[stop] & CoreMirror.Writable) == 0)
            {
                stop++;
            }

            if (stop == next)
            {
                next++;
                continue;
            }

            if (mirror->Region->IsWatched)
            {
                MirrorRange range = MirrorRange.Of(mirror, next, stop - next);
                int error = HostView.Take(mirror->Region, range.Offset, range.Bytes);
                if (error != 0)
                {
                    return error;
                }
            }

            PageTable.Upgrade(mirror, next, stop);
            next = stop;
        }

        return 0;
    }

    private static int EnterRun(CoreMirror* mirror, long page, long count, int* frames, EnterFlags flags)
    {
        CoreRegion* region = mirror->Region;
        int error = region->IsWatched
            ? CopyWatched(mirror, page, count, frames, flags)
            : Copy(mirror, page, count, frames, flags);
        if (error != 0)
        {
            return error;
        }

        for (long next = page; next < page + count; next++)
        {
            mirror->Pending[next] &= (byte)~(PendingMark.Stale | PendingMark.Lent);
            if ((flags & EnterFlags.Contents) == 0 && region->IsWatched && mirror->Use != LaunchUse.None)
            {
                PendingPages.Add(mirror, next, PendingMark.Uncopied | PendingMark.Late);
            }

            PageTable.Enter(mirror, next, frames[next - page], (flags & EnterFlags.Writable) != 0);
        }

        return 0;
    }

    private static int CopyWatched(CoreMirror* mirror, long page, long count, int* frames, EnterFlags flags)
    {
        CoreRegion* region = mirror->Region;
        MirrorRange range = MirrorRange.Of(mirror, page, count);
        int error = region->File >= 0 ? FileBacking.Fill(region, range.Offset, range.Bytes) : 0;
        if (error != 0)
        {
            return error;
        }

        bool contents = (flags & EnterFlags.Contents) != 0;
        bool swapped = region->Service->CopiesBeforeProtecting != 0 && contents;
        if (swapped)
        {
            error = Copy(mirror, page, count, frames, flags);
            Thread.SpinWait(20_000);
        }

        error = HostView.WriteProtect(region, range.Offset, range.Bytes, protect: true);
        if (error == 0 && !swapped)
        {
            error = Copy(mirror, page, count, frames, flags);
        }

        return error == 0 && (flags & EnterFlags.Writable) != 0 ? HostView.Take(region, range.Offset, range.Bytes) : error;
    }

    /// <summary>Copies the pages that have contents and clears the frames of unwritten pages.</summary>
    private static int Copy(CoreMirror* mirror, long page, long count, int* frames, EnterFlags flags)
    {
        if ((flags & EnterFlags.Contents) == 0)
        {
            return 0;
        }

        CoreRegion* region = mirror->Region;
        MirrorRange range = MirrorRange.Of(mirror, page, count);
        long existing = region->IsWatched ? CountWithMemory(region, range)
            : (flags & EnterFlags.Zero) != 0 ? 0 : range.HostPages;
        int step = (int)(mirror->PageBytes >> CoreMirror.FrameBits);
        int error = 0;
        for (long next = page; error == 0 && next < page + count;)
        {
            int* frame = frames + (next - page);
            long run = 1;
            while (next + run < page + count && frame[run] == *frame + run * step)
            {
                run++;
            }

            error = CopyRun(mirror, MirrorRange.Of(mirror, next, run), (long)*frame << CoreMirror.FrameBits, existing, range.HostPages);
            next += run;
        }

        return error;
    }

    /// <summary>Copies or clears pages in adjacent frames. A range with written and unwritten host pages is halved until each part has only one kind.</summary>
    /// <param name="mirror">The mirror: the region on the device.</param>
    /// <param name="range">The bytes of the pages.</param>
    /// <param name="target">The byte offset of the first frame.</param>
    /// <param name="existing">The number of host pages with memory among those counted.</param>
    /// <param name="seen">The number of host pages counted.</param>
    private static int CopyRun(CoreMirror* mirror, MirrorRange range, long target, long existing, long seen)
    {
        CoreRegion* region = mirror->Region;
        if (existing == 0)
        {
            return DeviceCopies.Clear(mirror->Device, target, range.Contents(region));
        }

        if (existing == seen)
        {
            return Contents(mirror, range, target);
        }

        long pages = range.HostPages;
        if (pages < seen)
        {
            return CopyRun(mirror, range, target, CountWithMemory(region, range), pages);
        }

        long half = pages / 2 * CoreRegion.PageSize;
        int error = CopyRun(mirror, new MirrorRange(range.Offset, half), target, existing, seen);
        return error != 0 ? error : CopyRun(mirror, new MirrorRange(range.Offset + half, range.Bytes - half), target + half, existing, seen);
    }

    /// <summary>Copies pages that have memory. Long runs of zeros, which come from host reads, are cleared instead.</summary>
    private static int Contents(CoreMirror* mirror, MirrorRange range, long target)
    {
        CoreRegion* region = mirror->Region;
        if (region->MappedFile >= 0)
        {
            return FileBacking.Upload(mirror->Device, target, region, range.Offset, range.Contents(region));
        }

        if (!region->IsWatched)
        {
            return DeviceCopies.Upload(mirror->Device, target, region->Alias + range.Offset, range.Contents(region));
        }

        long length = range.Contents(region);
        int error = 0;
        for (long start = 0; error == 0 && start < length;)
        {
            byte* source = region->Alias + range.Offset + start;
            long run = ZeroRuns.Next(source, length - start, whole: start == 0, out bool zero);
            error = zero
                ? DeviceCopies.Clear(mirror->Device, target + start, run)
                : DeviceCopies.Upload(mirror->Device, target + start, source, run);
            start += run;
        }

        return error;
    }

    /// <summary>Counts the host pages of a range that have memory.</summary>
    /// <remarks>Where Linux cannot tell, the count is all of them. A copy of a page without memory copies zeros.</remarks>
    private static long CountWithMemory(CoreRegion* region, MirrorRange range)
    {
        if (HostMarks.All(region, range.Offset, range.Bytes, HostMark.HasMemory))
        {
            return range.HostPages;
        }

        long existing = HostView.CountWithMemory(region, range.Offset, range.Bytes);
        if (existing == range.HostPages)
        {
            HostMarks.Set(region, range.Offset, range.Bytes, HostMark.HasMemory);
        }

        return existing < 0 ? range.HostPages : existing;
    }

    /// <summary>Brings a pinned page to the device for one launch only, because hardware may write the page.</summary>
    /// <remarks>The page stays mapped on the host. A writable page gets a twin.</remarks>
    private static int EnterPinned(CoreMirror* mirror, long page, int frame, EnterFlags flags)
    {
        CoreRegion* region = mirror->Region;
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        bool writable = (flags & EnterFlags.Writable) != 0;

        // A larger device page may be pinned only in part, and the rest may not be read from the file yet.
        int error = region->File >= 0 ? FileBacking.Fill(region, range.Offset, range.Bytes) : 0;
        if (error != 0)
        {
            return error;
        }

        byte* source = writable ? Twins.Make(mirror, page) : region->Alias + range.Offset;
        error = DeviceCopies.Upload(mirror->Device, (long)frame << CoreMirror.FrameBits, source, range.Contents(region));
        if (error != 0)
        {
            Twins.Free(mirror, page);
            return error;
        }

        mirror->Pending[page] &= (byte)~PendingMark.Stale;
        PendingPages.Add(mirror, page, (writable ? PendingMark.Twin : PendingMark.Stale) | PendingMark.Late);
        PageTable.Enter(mirror, page, frame, writable);
        return 0;
    }
}
