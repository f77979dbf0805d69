// Safety: works under the locks of the blocks concerned. It copies through the core's own view. The user's view does not map
// these pages (the device owns them) or maps them read-only.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Takes pages from a device: copies newer contents to the host and changes the device's page table.</summary>
internal static unsafe class PageLeaving
{
    /// <summary>Takes pages from a device.</summary>
    /// <param name="mirror">The mirror: the region on the device.</param>
    /// <param name="page">The first page.</param>
    /// <param name="count">The number of pages. Pages that are not resident are skipped.</param>
    /// <param name="mode">How the pages leave.</param>
    /// <returns>0, or a negative error code: then some of the pages are still resident.</returns>
    [UnmanagedCallersOnly]
    public static int Leave(CoreMirror* mirror, long page, long count, LeaveMode mode)
    {
        long chunk = MirrorRange.Chunk(mirror);
        for (long next = page; next < page + count;)
        {
            if (mirror->Entries[next] == 0)
            {
                next++;
                continue;
            }

            long pages = Math.Min(chunk, page + count - next);
            MirrorRange range = MirrorRange.Of(mirror, next, pages);
            BlockLocks.Enter(mirror->Region, range.Offset, range.Bytes);
            int error = LeaveChunk(mirror, next, pages, mode);
            BlockLocks.Leave(mirror->Region, range.Offset, range.Bytes);
            FileClock.Visit(mirror->Region);
            if (error != 0)
            {
                return error;
            }

            next += pages;
        }

        return 0;
    }

    /// <summary>Copies pages to the host. Under the locks of their blocks.</summary>
    /// <remarks>The device has the newest contents of the pages, and no wave is writing them.</remarks>
    /// <returns>0, or a negative error code.</returns>
    public static int CopyToHost(CoreMirror* mirror, long page, long count)
    {
        if (mirror->Region->Detached != 0)
        {
            // The region has ended. A later user of the memory must find zeros, not the old contents.
            return 0;
        }

        int frames = (int)(mirror->PageBytes >> CoreMirror.FrameBits);
        for (long next = page; next < page + count;)
        {
            int frame = mirror->Entries[next] >> CoreMirror.FrameShift;
            long stop = next + 1;
            while (stop < page + count && mirror->Entries[stop] >> CoreMirror.FrameShift == frame + (stop - next) * frames)
            {
                stop++;
            }

            MirrorRange range = MirrorRange.Of(mirror, next, stop - next);
            int error = FileBacking.PrepareMap(mirror->Region, range.Offset, range.Contents(mirror->Region));
            if (error != 0)
            {
                return error;
            }

            error = Download(mirror, (long)frame << CoreMirror.FrameBits, range);
            if (error != 0)
            {
                return error;
            }

            if (mirror->Region->File >= 0)
            {
                FilePages.Fill(mirror->Region, range.Offset, range.Bytes, HostMark.Dirty);
            }

            next = stop;
        }

        return 0;
    }

    private static int Download(CoreMirror* mirror, long source, MirrorRange range)
        => mirror->Region->MappedFile >= 0
            ? FileBacking.Download(mirror, source, range.Offset, range.Contents(mirror->Region))
            : DeviceCopies.Download(mirror, source, mirror->Region->Alias + range.Offset, range.Contents(mirror->Region));

    private static int LeaveChunk(CoreMirror* mirror, long page, long count, LeaveMode mode)
    {
        for (long next = page; next < page + count;)
        {
            long stop = next + 1;
            if (mirror->Pending[next] != 0)
            {
                int error = LeavePending(mirror, next, mode);
                if (error != 0)
                {
                    return error;
                }
            }
            else if (IsOwned(mirror, next))
            {
                while (stop < page + count && mirror->Pending[stop] == 0 && IsOwned(mirror, stop))
                {
                    stop++;
                }

                int error = LeaveOwned(mirror, next, stop - next, mode);
                if (error != 0)
                {
                    return error;
                }
            }
            else if (mode != LeaveMode.Keep)
            {
                while (stop < page + count && mirror->Pending[stop] == 0 && !IsOwned(mirror, stop))
                {
                    stop++;
                }

                PageTable.Remove(mirror, next, stop - next);
            }

            next = stop;
        }

        return 0;
    }

    private static bool IsOwned(CoreMirror* mirror, long page) => (mirror->Entries[page] & CoreMirror.Writable) != 0;

    private static int LeaveOwned(CoreMirror* mirror, long page, long count, LeaveMode mode)
    {
        if (mode == LeaveMode.Lose)
        {
            MirrorRange range = MirrorRange.Of(mirror, page, count);
            HostView.Poison(mirror->Region, range.Offset, range.Bytes, LossReason.Device);
        }
        else if (mode is LeaveMode.Keep or LeaveMode.Drop)
        {
            int error = CopyToHost(mirror, page, count);
            if (error != 0)
            {
                return error;
            }
        }

        if (mode == LeaveMode.Keep)
        {
            PageTable.Downgrade(mirror, page, count);
        }
        else
        {
            PageTable.Remove(mirror, page, count);
        }

        return 0;
    }

    /// <summary>Takes one page that the host touched while a launch uses it.</summary>
    private static int LeavePending(CoreMirror* mirror, long page, LeaveMode mode)
    {
        PendingMark mark = (PendingMark)mirror->Pending[page];
        if (mark == PendingMark.Lent && mode == LeaveMode.Keep)
        {
            // The host already has the newest contents of a lent page, even if other devices have the page too.
            return 0;
        }

        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        mirror->Pending[page] = 0;
        int error = 0;
        if (mode is LeaveMode.Discard or LeaveMode.Lose)
        {
            Twins.Free(mirror, page);
            if (mode == LeaveMode.Lose && IsOwned(mirror, page) && (mark & PendingMark.Uncopied) == 0)
            {
                HostView.Poison(mirror->Region, range.Offset, range.Bytes, LossReason.Device);
            }
        }
        else if ((mark & PendingMark.Twin) != 0)
        {
            error = PendingPages.Reconcile(mirror, page, range);
        }
        else if (IsOwned(mirror, page))
        {
            // If Linux refuses to unmap the page, the host sees the page while the copy runs.
            _ = HostView.Unmap(mirror->Region, range.Offset, range.Bytes);
            error = CopyToHost(mirror, page, 1);
            if (error != 0)
            {
                mirror->Pending[page] = (byte)mark;
                return error;
            }
        }

        if (mode == LeaveMode.Keep && (mark & (PendingMark.Twin | PendingMark.Stale)) == 0)
        {
            PageTable.Downgrade(mirror, page, 1);
        }
        else if (mode == LeaveMode.Keep && mirror->Use != LaunchUse.None)
        {
            // A wave may be reading the frame, which lacks what the host wrote. The page is removed when the wave ends.
            PageTable.Downgrade(mirror, page, 1);
            PendingPages.Add(mirror, page, PendingMark.Stale);
        }
        else
        {
            PageTable.Remove(mirror, page, 1);
        }

        return error;
    }
}
