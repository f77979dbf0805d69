// Safety: works under the locks of the blocks concerned and copies through the core's own view. On a watched region pages are
// write-protected or unmapped before they are copied. The other order loses host writes between the copy and the protection.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Brings pages to a device: into its frames and its page table.</summary>
internal static unsafe class PageEntering
{
    /// <summary>Brings pages to frames, and makes resident pages writable if their flags ask for it.</summary>
    /// <remarks>
    /// The host's view changes once for a run of neighbouring pages, wherever their frames are. One copy covers the pages of a run whose frames are neighbours
    /// too. All copies of a batch are queued and awaited once, before an entry is set and before a lock is released. Otherwise a write by the host, let
    /// through meanwhile, would be lost.
    /// </remarks>
    /// <param name="mirror">The mirror: the region on the device.</param>
    /// <param name="pages">The pages, in ascending order.</param>
    /// <param name="frames">The first frame of each page.</param>
    /// <param name="flags">How each page enters.</param>
    /// <param name="count">The number of pages.</param>
    /// <returns>0, or a negative error code: then some of the pages are not resident.</returns>
    [UnmanagedCallersOnly]
    public static int Enter(CoreMirror* mirror, long* pages, int* frames, EnterFlags* flags, long count)
    {
        EnteringPages all = new(mirror, pages, frames, flags, count);
        long most = MirrorRange.Chunk(mirror);
        for (long done = 0; done < count; done += most)
        {
            EnteringPages batch = all.Part(done, Math.Min(most, count - done));
            BlockLocks.Enter(mirror, batch.Pages, batch.Count);
            ShuttleBlocks.Look(mirror, batch.Pages, batch.Count);
            int error = HasLost(batch) ? -SystemCalls.ErrorInput : EnterBatch(batch);
            BlockLocks.Leave(mirror, batch.Pages, batch.Count);
            FileClock.Visit(mirror->Region);
            if (error != 0)
            {
                return error;
            }
        }

        return 0;
    }

    private static int EnterBatch(EnteringPages batch)
    {
        QueuedCopies copies = new(batch.Mirror->Device, batch.Mirror);
        int error = PeerPages.Settle(batch);
        long ready = 0;
        while (error == 0 && ready < batch.Count)
        {
            long end = EndOfRun(batch, ready);
            batch.Announce(end);
            error = IsComing(batch.Mirror, batch.Pages[ready]) ? Prepare(batch.Part(ready, end - ready), &copies) : 0;
            ready = error == 0 ? end : ready;
        }

        // If a copy failed, it is not known which: none of the pages enters.
        int failed = copies.Finish();
        ready = failed == 0 ? ready : 0;
        int refused = 0;
        for (long next = 0; refused == 0 && next < ready;)
        {
            long end = EndOfRun(batch, next);
            refused = Complete(batch.Part(next, end - next));
            next = end;
        }

        error = refused != 0 ? refused : error != 0 ? error : failed;
        if (error != 0)
        {
            MergedPages.Withdraw(batch);
        }

        return error;
    }

    /// <summary>Finds the end of a run: neighbouring pages that enter in the same way.</summary>
    private static long EndOfRun(EnteringPages batch, long first)
    {
        long* pages = batch.Pages;
        long end = first + 1;
        if (EnteringPages.IsPinned(batch.Mirror, pages[first]))
        {
            return end;
        }

        CoreMirror* mirror = batch.Mirror;
        bool isUsable = IsUsable(mirror, pages[first]);
        bool hasPeers = mirror->Region->Mirrors->Next is not null;
        CoreMirror* owner = hasPeers ? PeerPages.Owner(mirror, pages[first]) : null;
        while (end < batch.Count
            && pages[end] == pages[end - 1] + 1
            && batch.Flags[end] == batch.Flags[first]
            && IsUsable(mirror, pages[end]) == isUsable
            && (!hasPeers || PeerPages.Owner(mirror, pages[end]) == owner)
            && ShuttleBlocks.AreAlike(mirror, pages[end - 1], pages[end]))
        {
            end++;
        }

        return EnteringPages.EndOfUnpinned(mirror, pages[first], pages[first] + end - first) - pages[first] + first;
    }

    private static bool IsUsable(CoreMirror* mirror, long page)
        => (mirror->Entries[page] & CoreMirror.Readable) != 0 && (mirror->Pending[page] & (byte)PendingMark.Stale) == 0;

    /// <summary>Whether a page comes to stay. A pinned page comes alone, for one launch.</summary>
    private static bool IsComing(CoreMirror* mirror, long page) => !IsUsable(mirror, page) && !EnteringPages.IsPinned(mirror, page);

    /// <summary>Whether a page of the batch is poisoned. A page lost with another device is lost for this device too.</summary>
    private static bool HasLost(EnteringPages batch)
    {
        CoreRegion* region = batch.Mirror->Region;
        for (long i = 0; region->Lost != LossReason.None && i < batch.Count; i++)
        {
            MirrorRange range = batch.Part(i, 1).Range;
            if (HostMarks.Any(region, range.Offset, range.Bytes, HostMark.Poisoned))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Copies the pages of a run from their owner, or protects them and queues their copies from the host.</summary>
    private static int Prepare(EnteringPages run, QueuedCopies* copies)
    {
        CoreRegion* region = run.Mirror->Region;
        if (ShuttleBlocks.Has(run.Mirror, *run.Pages))
        {
            return ShuttleEntering.Prepare(run, ShuttleBlocks.TwinOf(run.Mirror, *run.Pages), copies);
        }

        CoreMirror* owner = run.Has(EnterFlags.Contents) ? PeerPages.Owner(run.Mirror, *run.Pages) : null;
        if (owner is not null)
        {
            // The host has not these pages: its view shows none of them.
            int failed = PeerPages.Bring(owner, run, out bool copied);
            if (failed != 0 || copied)
            {
                return failed;
            }
        }

        if (!region->IsWatched)
        {
            return run.Has(EnterFlags.Merged) ? MergedPages.Queue(run, copies) : EnteringContents.Queue(run, copies);
        }

        MirrorRange range = run.Range;
        int error = region->File >= 0 ? FileBacking.Fill(region, range.Offset, range.Bytes) : 0;
        if (error != 0)
        {
            return error;
        }

        bool swapped = region->Service->CopiesBeforeProtecting != 0 && run.Has(EnterFlags.Contents);
        if (swapped)
        {
            error = EnteringContents.Queue(run, copies);
            error = error != 0 ? error : copies->Finish();
            Thread.SpinWait(20_000);
        }

        error = error != 0 ? error : Close(run.Mirror, range, run.Has(EnterFlags.Writable));
        return error == 0 && !swapped ? EnteringContents.Queue(run, copies) : error;
    }

    /// <summary>Keeps the host from writing pages unnoticed. Pages that the device will write leave the host's view at once, unless they are to be shown.</summary>
    /// <remarks>
    /// In a file protection tells which pages are newer than the file, so pages of a file are protected in any case. So are pages that may have no memory:
    /// they get it after the copy, which would find zeros to copy otherwise.
    /// </remarks>
    private static int Close(CoreMirror* mirror, MirrorRange range, bool writable)
    {
        CoreRegion* region = mirror->Region;
        ShuttleBlocks.Taken(region, range.Offset, range.Bytes);
        return writable && region->File < 0 && !ShownPages.MayShow(mirror, range) && HostMarks.All(region, range.Offset, range.Bytes, HostMark.HasMemory)
            ? HostView.Take(region, range.Offset, range.Bytes)
            : BlockMarks.Protect(region, range.Offset, range.Bytes);
    }

    /// <summary>Enters the pages of a run. Their copies have finished.</summary>
    /// <remarks>
    /// What a stale page was marked for ends here, whole: a page that came to be read, open to the host, may come again to be written as any other page does.
    /// </remarks>
    private static int Complete(EnteringPages run)
    {
        if (IsUsable(run.Mirror, *run.Pages))
        {
            return Upgrade(run);
        }

        if (EnteringPages.IsPinned(run.Mirror, *run.Pages))
        {
            return EnterPinned(run);
        }

        if (ShuttleBlocks.Has(run.Mirror, *run.Pages))
        {
            ShuttleEntering.Complete(run);
            return 0;
        }

        return EnterRun(run);
    }

    /// <summary>Makes resident pages writable. The host loses its view of them, one call for each run of adjacent pages.</summary>
    private static int Upgrade(EnteringPages run)
    {
        CoreMirror* mirror = run.Mirror;
        long end = *run.Pages + run.Count;
        for (long next = *run.Pages; run.Has(EnterFlags.Writable) && next < end;)
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

            if (mirror->Region->IsWatched && !TryShow(mirror, next, stop - next))
            {
                MirrorRange range = MirrorRange.Of(mirror, next, stop - next);
                int error = HostView.Take(mirror->Region, range.Offset, range.Bytes);
                if (error != 0)
                {
                    return error;
                }
            }

            int unread = run.Has(EnterFlags.Merged) ? MergedPages.Upgrade(mirror, next, stop) : 0;
            if (unread != 0)
            {
                return unread;
            }

            PeerPages.TakeFromOthers(mirror, next, stop - next);
            PageTable.Upgrade(mirror, next, stop);
            next = stop;
        }

        return 0;
    }

    /// <summary>Shows resident pages that the device is going to write, if the host has their newest contents and no other device has them.</summary>
    private static bool TryShow(CoreMirror* mirror, long page, long count)
    {
        bool isPlain = mirror->Region->Mirrors->Next is null && !new ReadOnlySpan<byte>(mirror->Pending + page, (int)count).ContainsAnyExcept((byte)0);
        foreach (int entry in new ReadOnlySpan<int>(mirror->Entries + page, (int)count))
        {
            isPlain &= (entry & CoreMirror.Newest) == 0;
        }

        return isPlain && ShownPages.TryShow(mirror, page, count, PendingMark.None);
    }

    private static int EnterRun(EnteringPages run)
    {
        CoreMirror* mirror = run.Mirror;
        CoreRegion* region = mirror->Region;
        bool writable = run.Has(EnterFlags.Writable);
        CoreMirror* owner = PeerPages.Owner(mirror, *run.Pages);
        PendingMark mark = run.Has(EnterFlags.Contents) ? PendingMark.None : PendingPages.WithoutContents;
        bool isShown = writable && owner is null && ShownPages.TryShow(mirror, *run.Pages, run.Count, mark);
        if (region->IsWatched && writable && !isShown)
        {
            MirrorRange range = run.Range;
            int error = HostView.Take(region, range.Offset, range.Bytes);
            if (error != 0)
            {
                return error;
            }
        }

        if (writable)
        {
            PeerPages.TakeFromOthers(mirror, *run.Pages, run.Count);
        }
        else if (owner is not null)
        {
            PageTable.Share(owner, *run.Pages, run.Count);
        }

        if (!isShown)
        {
            new Span<byte>(mirror->Pending + *run.Pages, (int)run.Count).Clear();
        }

        if (!isShown && mark != PendingMark.None && region->IsWatched && mirror->Use != LaunchUse.None)
        {
            PendingPages.AddRun(mirror, *run.Pages, run.Count, mark);
        }

        PageTable.Enter(run, writable);
        return 0;
    }

    /// <summary>Brings a pinned page to the device for one launch only, because hardware may write the page.</summary>
    /// <remarks>The page stays mapped on the host. A writable page gets a twin.</remarks>
    private static int EnterPinned(EnteringPages run)
    {
        CoreMirror* mirror = run.Mirror;
        long page = *run.Pages;
        int frame = *run.Frames;
        CoreRegion* region = mirror->Region;
        MirrorRange range = run.Range;
        bool writable = run.Has(EnterFlags.Writable);

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

        if (writable)
        {
            PeerPages.TakeFromOthers(mirror, page, 1);
        }

        mirror->Pending[page] = (byte)PendingMark.None;
        PendingPages.Add(mirror, page, (writable ? PendingMark.Twin : PendingMark.Stale) | PendingMark.Late);
        PageTable.Enter(mirror, page, frame, writable);
        return 0;
    }
}
