// Safety: works under the locks of the blocks concerned; copies through the core's own view. On a watched region pages are
// protected before they are copied: the other order loses writes that come in between.
namespace HmmGen.Faults;

/// <summary>Brings pages to a device: to its frames and into its page table.</summary>
internal static unsafe class PageEntering
{
    /// <summary>Brings neighbouring pages to neighbouring frames; pages that are there become writable when that is asked for.</summary>
    /// <param name="mirror">The region on the device.</param>
    /// <param name="page">The first page.</param>
    /// <param name="count">The number of pages.</param>
    /// <param name="frame">The first page's first frame.</param>
    /// <param name="flags">How.</param>
    /// <returns>0, or a negative error number: then some of the pages are not there.</returns>
    public static int Enter(FaultMirror* mirror, long page, long count, int frame, EnterFlags flags)
    {
        int frames = (int)(mirror->PageBytes >> FaultMirror.FrameBits);
        long chunk = MirrorRange.Chunk(mirror);
        for (long done = 0; done < count; done += chunk)
        {
            long pages = Math.Min(chunk, count - done);
            MirrorRange range = MirrorRange.Of(mirror, page + done, pages);
            BlockLocks.Enter(mirror->Region, range.Offset, range.Bytes);
            int error = EnterChunk(mirror, page + done, pages, frame + (int)done * frames, flags);
            BlockLocks.Leave(mirror->Region, range.Offset, range.Bytes);
            if (error != 0)
            {
                return error;
            }
        }

        return 0;
    }

    private static int EnterChunk(FaultMirror* mirror, long page, long count, int frame, EnterFlags flags)
    {
        if (HasLost(mirror, page, count))
        {
            return -SystemCalls.ErrorInput;
        }

        int frames = (int)(mirror->PageBytes >> FaultMirror.FrameBits);
        long end = page + count;
        for (long next = page; next < end;)
        {
            if (IsUsable(mirror, next))
            {
                Upgrade(mirror, next, flags);
                next++;
                continue;
            }

            long stop = next + 1;
            bool pinned = IsPinned(mirror, next);
            while (!pinned && stop < end && !IsUsable(mirror, stop) && !IsPinned(mirror, stop))
            {
                stop++;
            }

            int first = frame + (int)(next - page) * frames;
            int error = pinned ? EnterPinned(mirror, next, first, flags) : EnterRun(mirror, next, stop - next, first, flags);
            if (error != 0)
            {
                return error;
            }

            next = stop;
        }

        return 0;
    }

    private static bool IsUsable(FaultMirror* mirror, long page)
        => (mirror->Entries[page] & FaultMirror.Readable) != 0 && (mirror->Pending[page] & (byte)PendingMark.Stale) == 0;

    /// <summary>What was lost with another device is lost for this one too.</summary>
    private static bool HasLost(FaultMirror* mirror, long page, long count)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, count);
        return mirror->Region->HasLost != 0 && HostMarks.Any(mirror->Region, range.Offset, range.Bytes, HostMark.Poisoned);
    }

    private static bool IsPinned(FaultMirror* mirror, long page)
    {
        if (!mirror->Region->IsWatched)
        {
            return false;
        }

        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        return HostMarks.Any(mirror->Region, range.Offset, range.Bytes, HostMark.Pinned);
    }

    /// <summary>A page that is there becomes writable: the host loses its view of it.</summary>
    private static void Upgrade(FaultMirror* mirror, long page, EnterFlags flags)
    {
        if ((flags & EnterFlags.Writable) == 0 || (mirror->Entries[page] & FaultMirror.Writable) != 0)
        {
            return;
        }

        if (mirror->Region->IsWatched)
        {
            Take(mirror->Region, MirrorRange.Of(mirror, page, 1));
        }

        mirror->Entries[page] |= FaultMirror.Writable;
    }

    private static int EnterRun(FaultMirror* mirror, long page, long count, int frame, EnterFlags flags)
    {
        FaultRegion* region = mirror->Region;
        MirrorRange range = MirrorRange.Of(mirror, page, count);
        int error = region->IsWatched
            ? CopyWatched(mirror, range, frame, flags)
            : Copy(mirror, range, frame, flags);
        if (error != 0)
        {
            return error;
        }

        int frames = (int)(mirror->PageBytes >> FaultMirror.FrameBits);
        int bits = FaultMirror.Readable | ((flags & EnterFlags.Writable) != 0 ? FaultMirror.Writable : 0);
        for (long next = page; next < page + count; next++)
        {
            mirror->Pending[next] &= (byte)~PendingMark.Stale;
            if ((flags & EnterFlags.Contents) == 0 && region->IsWatched && mirror->Activity != 0)
            {
                PendingPages.Add(mirror, next, PendingMark.Uncopied | PendingMark.Late);
            }

            mirror->Entries[next] = ((frame + (int)(next - page) * frames) << FaultMirror.FrameShift) | bits;
        }

        return 0;
    }

    private static int Copy(FaultMirror* mirror, MirrorRange range, int frame, EnterFlags flags)
    {
        long target = (long)frame << FaultMirror.FrameBits;
        return (flags & EnterFlags.Contents) == 0 ? 0
            : (flags & EnterFlags.Zero) != 0 ? DeviceCopies.Clear(mirror->Device, target, range.Bytes)
            : DeviceCopies.Upload(mirror->Device, target, mirror->Region->Alias + range.Offset, range.Bytes);
    }

    private static int CopyWatched(FaultMirror* mirror, MirrorRange range, int frame, EnterFlags flags)
    {
        FaultRegion* region = mirror->Region;
        if (region->File >= 0 && FileBacking.Fill(region, range.Offset, range.Bytes) is var error and not 0)
        {
            return error;
        }

        long target = (long)frame << FaultMirror.FrameBits;
        bool contents = (flags & EnterFlags.Contents) != 0;
        bool swapped = region->Service->CopiesBeforeProtecting != 0 && contents;
        if (swapped)
        {
            error = CopyOrClear(mirror, range, target);
            Thread.SpinWait(20_000);
        }

        HostView.WriteProtect(region, range.Offset, range.Bytes, protect: true);
        error = contents && !swapped ? CopyOrClear(mirror, range, target) : 0;
        if (error == 0 && (flags & EnterFlags.Writable) != 0)
        {
            Take(region, range);
        }

        return error;
    }

    /// <summary>Takes protected pages from the host's view, so that the next touch of any of them faults.</summary>
    /// <remarks>
    /// A page that does not exist would be filled with zeros by the kernel, without a fault; so it is made. Making it, or finding it made, also waits
    /// for a touch that the kernel is serving itself: such a touch of a page that did not exist a moment ago holds the page's lock until it is mapped. Were
    /// the pages zapped first, it would still arrive in the view, and go on showing what the page was.
    /// </remarks>
    private static void Take(FaultRegion* region, MirrorRange range)
    {
        HostView.Populate(region, range.Offset, range.Bytes);
        HostView.Zap(region, range.Offset, range.Bytes);
    }

    /// <summary>Copies the pages that exist and clears the frames of the others.</summary>
    private static int CopyOrClear(FaultMirror* mirror, MirrorRange range, long target)
    {
        FaultRegion* region = mirror->Region;
        long existing = HostView.CountExisting(region, range.Offset, range.Bytes);
        if (existing == 0)
        {
            return DeviceCopies.Clear(mirror->Device, target, range.Contents(region));
        }

        if (existing == range.Bytes / FaultRegion.PageSize)
        {
            return DeviceCopies.Upload(mirror->Device, target, region->Alias + range.Offset, range.Contents(region));
        }

        long half = range.Bytes / FaultRegion.PageSize / 2 * FaultRegion.PageSize;
        int error = CopyOrClear(mirror, new MirrorRange(range.Offset, half), target);
        return error != 0 ? error : CopyOrClear(mirror, new MirrorRange(range.Offset + half, range.Bytes - half), target + half);
    }

    /// <summary>A pinned page stays mapped on the host: hardware may write it, so it goes to the device for one launch only, with a twin when it is written there.</summary>
    private static int EnterPinned(FaultMirror* mirror, long page, int frame, EnterFlags flags)
    {
        FaultRegion* region = mirror->Region;
        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        byte* twin = Twins.Make(mirror, page);
        int error = DeviceCopies.Upload(mirror->Device, (long)frame << FaultMirror.FrameBits, twin, range.Contents(region));
        if (error != 0)
        {
            Twins.Free(mirror, page);
            return error;
        }

        bool writable = (flags & EnterFlags.Writable) != 0;
        if (!writable)
        {
            Twins.Free(mirror, page);
        }

        mirror->Pending[page] &= (byte)~PendingMark.Stale;
        PendingPages.Add(mirror, page, (writable ? PendingMark.Twin : PendingMark.Stale) | PendingMark.Late);
        mirror->Entries[page] = (frame << FaultMirror.FrameShift) | FaultMirror.Readable | (writable ? FaultMirror.Writable : 0);
        return 0;
    }
}
