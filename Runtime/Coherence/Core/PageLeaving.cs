// Safety: works under the locks of the blocks concerned. It copies through the core's own view. The user's view does not map
// these pages (the device owns them) or maps them read-only.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Takes pages from a device: copies newer contents to the host and changes the device's page table.</summary>
internal static unsafe class PageLeaving
{
    /// <summary>Takes pages from a device.</summary>
    /// <remarks>The copies of a batch are queued and awaited once, before an entry changes and before a lock is released.</remarks>
    /// <param name="mirror">The mirror: the region on the device.</param>
    /// <param name="runs">The pages, in ascending order. Pages that are not resident are skipped.</param>
    /// <param name="count">The number of runs.</param>
    /// <param name="mode">How the pages leave.</param>
    /// <returns>0, or a negative error code: then some of the pages are still resident.</returns>
    [UnmanagedCallersOnly]
    public static int Leave(CoreMirror* mirror, MirrorRun* runs, long count, LeaveMode mode)
    {
        long most = MirrorRange.Chunk(mirror);
        long* pages = stackalloc long[(int)most];
        long listed = 0;
        for (long i = 0; i < count; i++)
        {
            for (long page = runs[i].First; page < runs[i].First + runs[i].Count; page++)
            {
                if (mirror->Entries[page] == 0)
                {
                    continue;
                }

                pages[listed++] = page;
                if (listed == most)
                {
                    int error = LeaveTogether(mirror, pages, listed, mode);
                    if (error != 0)
                    {
                        return error;
                    }

                    listed = 0;
                }
            }
        }

        return listed > 0 ? LeaveTogether(mirror, pages, listed, mode) : 0;
    }

    /// <summary>Copies pages to the host. Under the locks of their blocks.</summary>
    /// <remarks>The device has the newest contents of the pages, and no wave is writing them.</remarks>
    /// <returns>0, or a negative error code.</returns>
    public static int CopyToHost(CoreMirror* mirror, long page, long count)
    {
        QueuedCopies copies = new(mirror->Device, mirror);
        int error = Queue(mirror, page, count, &copies);
        int failed = copies.Finish();
        error = error != 0 ? error : failed;
        if (error == 0)
        {
            NoteCopied(mirror, page, count);
        }

        return error;
    }

    /// <summary>Queues the copies of pages to the host.</summary>
    private static int Queue(CoreMirror* mirror, long page, long count, QueuedCopies* copies)
    {
        if (mirror->Region->Detached != 0)
        {
            // The region has ended. A later user of the memory must find zeros, not the old contents.
            return 0;
        }

        int frames = (int)(mirror->PageBytes >> CoreMirror.FrameBits);
        for (long next = page; next < page + count;)
        {
            bool isMerged = MergedPages.Has(mirror, next);
            int frame = mirror->Entries[next] >> CoreMirror.FrameShift;
            long stop = next + 1;
            while (stop < page + count
                && MergedPages.Has(mirror, stop) == isMerged
                && (isMerged || mirror->Entries[stop] >> CoreMirror.FrameShift == frame + (stop - next) * frames))
            {
                stop++;
            }

            // Another copy of the batch may fail, and then merged pages stay. Merged again later, they store the same bytes.
            MirrorRange range = MirrorRange.Of(mirror, next, stop - next);
            int error = isMerged
                ? ShuttleMerging.MergeEach(mirror, next, stop - next)
                : FileBacking.PrepareMap(mirror->Region, range.Offset, range.Contents(mirror->Region));
            error = error != 0 || isMerged ? error : Download(mirror, (long)frame << CoreMirror.FrameBits, range, copies);
            if (error != 0)
            {
                return error;
            }

            next = stop;
        }

        return 0;
    }

    /// <summary>Queues a copy to the host. A map's pages come at once, through a buffer.</summary>
    private static int Download(CoreMirror* mirror, long source, MirrorRange range, QueuedCopies* copies)
        => mirror->Region->MappedFile >= 0
            ? FileBacking.Download(mirror, source, range.Offset, range.Contents(mirror->Region))
            : copies->Download(source, mirror->Region->Alias + range.Offset, range.Contents(mirror->Region));

    /// <summary>Notes that the host has the contents of pages.</summary>
    private static void NoteCopied(CoreMirror* mirror, long page, long count)
    {
        if (mirror->Region->File >= 0 && mirror->Region->Detached == 0)
        {
            MirrorRange range = MirrorRange.Of(mirror, page, count);
            FilePages.Fill(mirror->Region, range.Offset, range.Bytes, HostMark.Dirty);
        }
    }

    private static int LeaveTogether(CoreMirror* mirror, long* pages, long count, LeaveMode mode)
    {
        BlockLocks.Enter(mirror, pages, count);
        int error = mode == LeaveMode.KeepUntouched ? KeepUntouched(mirror, pages, count) : LeaveBatch(mirror, pages, count, mode);
        BlockLocks.Leave(mirror, pages, count);
        FileClock.Visit(mirror->Region);
        return error;
    }

    /// <summary>Keeps those pages whose copies home need nothing but a copy. Of the others contents could be lost here, where nobody waits for them.</summary>
    private static int KeepUntouched(CoreMirror* mirror, long* pages, long count)
    {
        int result = 0;
        for (long first = 0, end; first < count; first = end)
        {
            bool leavesAlone = LeavesAlone(mirror, pages[first], LeaveMode.Keep);
            end = first + 1;
            while (end < count && LeavesAlone(mirror, pages[end], LeaveMode.Keep) == leavesAlone)
            {
                end++;
            }

            int error = leavesAlone ? 0 : LeaveBatch(mirror, pages + first, end - first, LeaveMode.Keep);
            result = error != 0 ? error : result;
        }

        return result;
    }

    private static int LeaveBatch(CoreMirror* mirror, long* pages, long count, LeaveMode mode)
    {
        QueuedCopies copies = new(mirror->Device, mirror);
        int error = 0;
        long ready = 0;
        while (error == 0 && ready < count)
        {
            long end = EndOfRun(mirror, pages, ready, count, mode);
            bool copied = mode is LeaveMode.Keep or LeaveMode.Drop && !LeavesAlone(mirror, pages[ready], mode) && IsOwned(mirror, pages[ready]);
            error = copied ? Queue(mirror, pages[ready], end - ready, &copies) : 0;
            ready = error == 0 ? end : ready;
        }

        // If a copy failed, it is not known which: none of the pages leaves.
        int failed = copies.Finish();
        ready = failed == 0 ? ready : 0;
        if (error != 0 || failed != 0)
        {
            Withdraw(mirror, pages, count);
        }

        for (long next = 0; next < ready;)
        {
            long end = EndOfRun(mirror, pages, next, count, mode);
            int refused = LeaveRun(mirror, pages[next], end - next, mode);
            if (refused != 0)
            {
                return refused;
            }

            next = end;
        }

        return error != 0 ? error : failed;
    }

    /// <summary>
    /// Notes that the device alone has the contents of pages: a copy to the host has failed, and may have destroyed what was there. Pages that came without
    /// contents leave after they were overwritten, so they have them now. Shown pages leave the host's view at once.
    /// </summary>
    private static void Withdraw(CoreMirror* mirror, long* pages, long count)
    {
        for (long i = 0; i < count; i++)
        {
            PendingMark mark = (PendingMark)mirror->Pending[pages[i]];
            if ((mark & PendingMark.Uncopied) != 0 && (mark & PendingMark.Twin) == 0)
            {
                mirror->Pending[pages[i]] = (byte)(mark & ~PendingPages.WithoutContents);
            }

            MirrorRange range = MirrorRange.Of(mirror, pages[i], 1);
            if (ShownPages.IsShown(mark) && HostView.Take(mirror->Region, range.Offset, range.Bytes) == 0)
            {
                mirror->Pending[pages[i]] = (byte)PendingMark.None;
            }
        }
    }

    /// <summary>Finds the end of a run: neighbouring pages that leave in the same way.</summary>
    private static long EndOfRun(CoreMirror* mirror, long* pages, long first, long count, LeaveMode mode)
    {
        long end = first + 1;
        if (LeavesAlone(mirror, pages[first], mode))
        {
            return end;
        }

        byte mark = mirror->Pending[pages[first]];
        bool isOwned = IsOwned(mirror, pages[first]);
        while (end < count && pages[end] == pages[end - 1] + 1 && mirror->Pending[pages[end]] == mark && IsOwned(mirror, pages[end]) == isOwned)
        {
            end++;
        }

        return end;
    }

    /// <summary>
    /// Whether a page leaves alone, since the host touched it or hardware may. A page that came without contents is copied home as others are, unless the host
    /// has touched it: the host's view does not show the page. So is a shown page: it stays in the host's view, which shows what is copied from then on.
    /// </summary>
    private static bool LeavesAlone(CoreMirror* mirror, long page, LeaveMode mode)
    {
        PendingMark mark = (PendingMark)mirror->Pending[page];
        bool isUntouched = mark == PendingPages.WithoutContents || ShownPages.IsShown(mark);
        bool isCopied = mode is LeaveMode.Keep or LeaveMode.Drop && isUntouched && IsOwned(mirror, page);
        return mark != PendingMark.None && !isCopied;
    }

    /// <summary>Changes the entries of a run. Its copies have finished.</summary>
    private static int LeaveRun(CoreMirror* mirror, long page, long count, LeaveMode mode)
    {
        if (LeavesAlone(mirror, page, mode))
        {
            return LeavePending(mirror, page, mode);
        }

        if (IsOwned(mirror, page))
        {
            new Span<byte>(mirror->Pending + page, (int)count).Clear();
            MergedPages.Free(mirror, page, count);
            LeaveOwned(mirror, page, count, mode);
        }
        else if (mode != LeaveMode.Keep)
        {
            PageTable.Remove(mirror, page, count);
        }

        return 0;
    }

    private static bool IsOwned(CoreMirror* mirror, long page) => (mirror->Entries[page] & CoreMirror.Newest) != 0;

    private static void LeaveOwned(CoreMirror* mirror, long page, long count, LeaveMode mode)
    {
        if (mode == LeaveMode.Lose)
        {
            for (long next = page; next < page + count; next++)
            {
                LoseOwned(mirror, next);
            }

            return;
        }

        if (mode is LeaveMode.Keep or LeaveMode.Drop)
        {
            NoteCopied(mirror, page, count);
        }

        if (mode == LeaveMode.Keep)
        {
            PageTable.Downgrade(mirror, page, count);
        }
        else
        {
            PageTable.Remove(mirror, page, count);
        }
    }

    /// <summary>Takes an owned page from a lost device. Its contents live on if another device reads them.</summary>
    private static void LoseOwned(CoreMirror* mirror, long page)
    {
        if (PeerPages.Inherit(mirror, page) is null)
        {
            MirrorRange range = MirrorRange.Of(mirror, page, 1);
            HostView.Poison(mirror->Region, range.Offset, range.Bytes, LossReason.Device);
        }

        PageTable.Remove(mirror, page, 1);
    }

    /// <summary>Takes one page that the host touched while a launch uses it. Under the locks of the page's blocks.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int LeavePending(CoreMirror* mirror, long page, LeaveMode mode)
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
            error = PendingPages.Reconcile(mirror, page, range, mark);
        }
        else if (IsOwned(mirror, page))
        {
            // If Linux refuses to unmap the page, the host sees the page while the copy runs.
            _ = HostView.Unmap(mirror->Region, range.Offset, range.Bytes);
            error = CopyToHost(mirror, page, 1);
            if (error != 0)
            {
                // What the host had may be destroyed, as in Withdraw.
                mirror->Pending[page] = (byte)((mark & PendingMark.Uncopied) != 0 ? mark & ~PendingPages.WithoutContents : mark);
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
