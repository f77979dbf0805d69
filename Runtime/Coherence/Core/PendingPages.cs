// Safety: the lists change under the device's ListLock. A page's mark changes under the locks of the page's blocks.
namespace HmmGen.Coherence.Core;

/// <summary>The pages of a device that the host touched, or hardware may touch, while a launch uses them.</summary>
internal static unsafe class PendingPages
{
    /// <summary>The marks of a page that came without its contents, and that the host has not touched since.</summary>
    public const PendingMark WithoutContents = PendingMark.Uncopied | PendingMark.Late;

    /// <summary>Adds marks to a page. Under the locks of the page's blocks.</summary>
    public static void Add(CoreMirror* mirror, long page, PendingMark mark)
    {
        PendingMark before = (PendingMark)mirror->Pending[page];
        mirror->Pending[page] |= (byte)mark;

        // Who settles lent pages does not look for late ones.
        if (before == PendingMark.None || (mark == PendingMark.Lent && (before & PendingMark.Late) != 0))
        {
            CoreDevice* device = mirror->Device;
            HostLock.Enter(&device->ListLock);
            ListOf(device, mark).Add(mirror, page, 0);
            HostLock.Leave(&device->ListLock);
        }
    }

    /// <summary>Settles the pending pages of a device.</summary>
    /// <param name="device">The device. No wave runs on it.</param>
    /// <param name="late">Whether the launch has ended too.</param>
    /// <returns>0, or a negative error code: then contents were lost, and each touch of those pages fails.</returns>
    public static int Settle(CoreDevice* device, bool late)
    {
        int error = Settle(device, ref device->Pending, late);
        int last = late ? Settle(device, ref device->Late, late) : 0;
        return last != 0 ? last : error;
    }

    private static int Settle(CoreDevice* device, ref PageList list, bool late)
    {
        if (list.Count == 0)
        {
            return 0;
        }

        HostLock.Enter(&device->ListLock);
        PageList pages = list;
        list = default;
        HostLock.Leave(&device->ListLock);

        int result = 0;
        for (long i = 0; i < pages.Count;)
        {
            CoreMirror* mirror = pages.Items[i].Mirror;
            long page = pages.Items[i].Page;
            long count = 1;
            while (i + count < pages.Count
                && pages.Items[i + count].Mirror == mirror
                && pages.Items[i + count].Page == page + count
                && ((page + count) * mirror->PageBytes & (CoreRegion.BlockBytes - 1)) != 0)
            {
                count++;
            }

            MirrorRange range = MirrorRange.Of(mirror, page, count);
            BlockLocks.Enter(mirror->Region, range.Offset, range.Bytes);
            int error = SettleRun(mirror, page, count, late);
            BlockLocks.Leave(mirror->Region, range.Offset, range.Bytes);
            result = error != 0 ? error : result;
            i += count;
        }

        pages.Free();
        return result;
    }

    /// <summary>Adds marks to neighbouring pages that have none. Under the locks of their blocks.</summary>
    public static void AddRun(CoreMirror* mirror, long page, long count, PendingMark mark)
    {
        CoreDevice* device = mirror->Device;
        HostLock.Enter(&device->ListLock);
        for (long next = page; next < page + count; next++)
        {
            if (mirror->Pending[next] == 0)
            {
                ListOf(device, mark).Add(mirror, next, 0);
            }

            mirror->Pending[next] = (byte)mark;
        }

        HostLock.Leave(&device->ListLock);
    }

    /// <summary>The list for pages with a mark. Marks that come later do not change it: a late page stays late.</summary>
    private static ref PageList ListOf(CoreDevice* device, PendingMark mark)
    {
        if ((mark & PendingMark.Late) != 0)
        {
            return ref device->Late;
        }

        return ref device->Pending;
    }

    /// <summary>Settles neighbouring pages of one block.</summary>
    private static int SettleRun(CoreMirror* mirror, long page, long count, bool late)
    {
        int result = 0;
        for (long next = page; next < page + count;)
        {
            PendingMark mark = (PendingMark)mirror->Pending[next];
            long stop = next + 1;
            while ((mark & PendingMark.Open) != 0 && stop < page + count && mirror->Pending[stop] == (byte)mark)
            {
                stop++;
            }

            int error = (mark & PendingMark.Open) != 0
                ? SettleOpen(mirror, next, stop - next, mark, late)
                : SettlePage(mirror, next, MirrorRange.Of(mirror, next, 1), late);
            result = error != 0 ? error : result;
            next = stop;
        }

        return result;
    }

    /// <summary>Settles pages that stayed in the host's view, when the launch has ended.</summary>
    private static int SettleOpen(CoreMirror* mirror, long page, long count, PendingMark mark, bool late)
    {
        new Span<byte>(mirror->Pending + page, (int)count).Clear();
        if (!late)
        {
            AddRun(mirror, page, count, mark);
            return 0;
        }

        bool isWritten = (mark & PendingMark.Twin) != 0;
        int error = isWritten ? ShuttleMerging.Merge(mirror, page, count) : 0;
        for (long next = page; isWritten && next < page + count; next++)
        {
            Twins.Free(mirror, next);
        }

        if (error != 0)
        {
            MirrorRange range = MirrorRange.Of(mirror, page, count);
            HostView.Poison(mirror->Region, range.Offset, range.Bytes, LossReason.Device);
        }

        PageTable.Remove(mirror, page, count);
        ShuttleBlocks.Left(mirror, page, count);
        return error;
    }

    private static int SettlePage(CoreMirror* mirror, long page, MirrorRange range, bool late)
    {
        PendingMark mark = (PendingMark)mirror->Pending[page];
        if (mark == PendingMark.None || ShownPages.IsShown(mark))
        {
            // A page on the list may have left, and may have come again.
            return 0;
        }

        mirror->Pending[page] = 0;
        if (mark == PendingMark.Lent || ((mark & PendingMark.Late) != 0 && !late))
        {
            Add(mirror, page, mark);
            return 0;
        }

        int error = 0;
        if ((mark & PendingMark.Twin) != 0)
        {
            error = Reconcile(mirror, page, range, mark);
        }
        else if ((mark & PendingMark.Snapshot) != 0 && (mirror->Entries[page] & CoreMirror.Newest) != 0)
        {
            error = EndSnapshot(mirror, page, range);
        }

        if ((mark & (PendingMark.Twin | PendingMark.Stale | PendingMark.Lent)) != 0)
        {
            PageTable.Remove(mirror, page, 1);
        }

        return error;
    }

    /// <summary>Invalidates the host's copy of a page that the device has written.</summary>
    /// <remarks>If Linux refuses to unmap the page, the device's contents are copied to the host instead.</remarks>
    public static int EndSnapshot(CoreMirror* mirror, long page, MirrorRange range)
    {
        if (HostView.Unmap(mirror->Region, range.Offset, range.Bytes) == 0)
        {
            return 0;
        }

        int error = PageLeaving.CopyToHost(mirror, page, 1);
        if (error == 0)
        {
            PageTable.Downgrade(mirror, page, 1);
            return 0;
        }

        PageTable.Remove(mirror, page, 1);
        HostView.Poison(mirror->Region, range.Offset, range.Bytes, LossReason.System);
        return error;
    }

    /// <summary>Merges a page into the host's page. A page that can no longer be read from the device is poisoned.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Reconcile(CoreMirror* mirror, long page, MirrorRange range, PendingMark mark)
    {
        CoreRegion* region = mirror->Region;
        bool isPinned = (mark & PendingMark.Open) != 0 || HostMarks.Any(region, range.Offset, range.Bytes, HostMark.Pinned);

        // If Linux refuses to unmap the page, the merge treats it as a page that hardware writes meanwhile.
        bool isShared = isPinned || HostView.Unmap(region, range.Offset, range.Bytes) != 0;
        int error = Twins.Merge(mirror, page, isShared);
        if (error == 0)
        {
            HostMarks.Set(region, range.Offset, range.Bytes, HostMark.Dirty);
        }
        else
        {
            HostView.Poison(region, range.Offset, range.Bytes, LossReason.Device);
        }

        return error;
    }
}
