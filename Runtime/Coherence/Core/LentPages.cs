// Safety: works under the locks of the blocks concerned. It reads the core's own view; the user's view maps the pages read-only by then.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// Lent pages: the host may write them without a fault while a device keeps its copy. A scan that writes gets pages lent ahead, so that it does not fault
/// at each page. Before a launch uses the device's copies, the core compares them with the host. So the copies beyond the end of the scan are kept.
/// </summary>
internal static unsafe class LentPages
{
    /// <summary>Invalidates the devices' copies of lent pages that a scan has passed.</summary>
    public static void Pass(CoreRegion* region, long offset, long end)
    {
        if (end <= offset)
        {
            return;
        }

        BlockLocks.Enter(region, offset, end - offset);
        for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
        {
            for (long page = offset / mirror->PageBytes; page * mirror->PageBytes < end; page++)
            {
                if ((mirror->Pending[page] & (byte)PendingMark.Lent) != 0)
                {
                    HostTouch.InvalidateDeviceCopy(mirror, page);
                }
            }
        }

        BlockLocks.Leave(region, offset, end - offset);
    }

    /// <summary>Finds the lent pages that the host has written. The device's copies of these are invalidated; the other copies stay valid.</summary>
    [UnmanagedCallersOnly]
    public static void Settle(CoreDevice* device)
    {
        if (device->Pending.Count == 0)
        {
            return;
        }

        HostLock.Enter(&device->ListLock);
        PageList pages = device->Pending;
        device->Pending = default;
        HostLock.Leave(&device->ListLock);
        for (long i = 0; i < pages.Count;)
        {
            CoreMirror* mirror = pages.Items[i].Mirror;
            long page = pages.Items[i].Page;
            long most = MirrorRange.Chunk(mirror);
            long count = 1;
            while (count < most && i + count < pages.Count && pages.Items[i + count].Mirror == mirror && pages.Items[i + count].Page == page + count)
            {
                count++;
            }

            MirrorRange range = MirrorRange.Of(mirror, page, count);
            BlockLocks.Enter(mirror->Region, range.Offset, range.Bytes);
            SettleRun(mirror, page, count);
            BlockLocks.Leave(mirror->Region, range.Offset, range.Bytes);
            i += count;
        }

        pages.Free();
    }

    private static void SettleRun(CoreMirror* mirror, long page, long count)
    {
        byte* copy = (byte*)NativeMemory.Alloc((nuint)mirror->PageBytes);
        for (long next = page; next < page + count;)
        {
            long stop = next;
            while (stop < page + count && (mirror->Pending[stop] & (byte)PendingMark.Lent) != 0)
            {
                stop++;
            }

            if (stop > next)
            {
                Compare(mirror, next, stop, copy);
                next = stop;
            }
            else
            {
                Relist(mirror, next++);
            }
        }

        NativeMemory.Free(copy);
    }

    private static void Compare(CoreMirror* mirror, long page, long end, byte* copy)
    {
        CoreRegion* region = mirror->Region;
        MirrorRange all = MirrorRange.Of(mirror, page, end - page);

        // From here on a write by the host faults and waits for the locks. If Linux refuses the protection, the copies are invalidated.
        bool isProtected = HostView.WriteProtect(region, all.Offset, all.Bytes, protect: true) == 0;
        for (long next = page; next < end; next++)
        {
            mirror->Pending[next] &= (byte)~PendingMark.Lent;
            Relist(mirror, next);
            int entry = mirror->Entries[next];
            if (entry == 0 || (entry & CoreMirror.Newest) != 0)
            {
                continue;
            }

            MirrorRange range = MirrorRange.Of(mirror, next, 1);
            int contents = (int)range.Contents(region);
            bool holds = isProtected
                && DeviceCopies.Look(mirror->Device, (long)(entry >> CoreMirror.FrameShift) << CoreMirror.FrameBits, copy, contents) == 0
                && new ReadOnlySpan<byte>(copy, contents).SequenceEqual(new ReadOnlySpan<byte>(region->Alias + range.Offset, contents));
            if (!holds)
            {
                // Removed at once, even if a launch has begun: the launch has not used the page yet.
                PageTable.Remove(mirror, next, 1);
            }
        }
    }

    /// <summary>Puts a page back on the list if it is pending for another reason.</summary>
    private static void Relist(CoreMirror* mirror, long page)
    {
        if (mirror->Pending[page] != 0)
        {
            CoreDevice* device = mirror->Device;
            HostLock.Enter(&device->ListLock);
            device->Pending.Add(mirror, page, 0);
            HostLock.Leave(&device->ListLock);
        }
    }
}
