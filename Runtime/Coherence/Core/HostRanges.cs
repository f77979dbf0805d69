// Safety: ranges lie in a region, watched but where it is about what was lost; sizes are whole host pages where the page table is concerned.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>What programs ask for ranges of a watched region: to be there, to stay there, to be zero, to be protected.</summary>
internal static unsafe class HostRanges
{
    private const int Everything = 2;

    /// <summary>Brings what devices have of a range to the host and maps it, so that touching it does not fault.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="write">Not 0 when it will be written, so that devices lose their copies.</param>
    /// <returns>0, or a negative error number.</returns>
    [UnmanagedCallersOnly]
    public static int Settle(CoreRegion* region, long offset, long bytes, int write) => ForChunks(region, offset, bytes, write != 0, pin: false);

    /// <summary>Keeps a range on the host from now on: <see cref="Settle"/>, and no device takes it for longer than a launch.</summary>
    /// <returns>0, or a negative error number.</returns>
    [UnmanagedCallersOnly]
    public static int Pin(CoreRegion* region, long offset, long bytes) => ForChunks(region, offset, bytes, write: true, pin: true);

    /// <summary>Ends a pin. Overlapping pins are the caller's to count.</summary>
    [UnmanagedCallersOnly]
    public static void Unpin(CoreRegion* region, long offset, long bytes)
    {
        for (long next = offset; next < offset + bytes;)
        {
            long chunk = BlockLocks.EndOfBlock(next, offset + bytes) - next;
            BlockLocks.Enter(region, next, chunk);
            HostMarks.Clear(region, next, chunk, HostMark.Pinned);
            BlockLocks.Leave(region, next, chunk);
            next += chunk;
        }
    }

    /// <summary>Brings a range home and maps it, so that system calls in user mode can use it until a launch takes it again.</summary>
    /// <returns>0, or a negative error number.</returns>
    [UnmanagedCallersOnly]
    public static int Offer(CoreRegion* region, long offset, long bytes, int write)
    {
        if (region->MayBeUnmapped == 0)
        {
            return 0;
        }

        if (region->File >= 0)
        {
            // All of it would be read, and written by the next flush: pins are for that.
            return 0;
        }

        long end = Math.Min(region->Bytes, (offset + bytes + CoreRegion.PageSize - 1) & -CoreRegion.PageSize);
        for (long next = offset & -CoreRegion.PageSize; next < end;)
        {
            long chunk = BlockLocks.EndOfBlock(next, end) - next;
            int error = OfferChunk(region, next, chunk, write != 0);
            if (error != 0)
            {
                return error;
            }

            next += chunk;
        }

        return 0;
    }

    /// <summary>Makes whole host pages zero and gives their memory back. No device has them.</summary>
    /// <returns>0, or a negative error number: then some are zero but still fail when they are touched.</returns>
    [UnmanagedCallersOnly]
    public static int Discard(CoreRegion* region, long offset, long bytes)
    {
        int result = 0;
        for (long next = offset; next < offset + bytes;)
        {
            long chunk = BlockLocks.EndOfBlock(next, offset + bytes) - next;
            BlockLocks.Enter(region, next, chunk);
            if (region->File >= 0)
            {
                // Zeros are contents like others, and go to the file with the next flush.
                new Span<byte>(region->Alias + next, (int)chunk).Clear();
                FilePages.Fill(region, next, chunk, HostMark.Dirty);
            }
            else
            {
                Empty(region, next, next + chunk);
            }

            if (HostMarks.Any(region, next, chunk, HostMark.Poisoned))
            {
                int error = Heal(region, next, next + chunk);
                result = error != 0 ? error : result;
            }

            // Nobody shares the pages any more. Those that are gone have left the view with their memory. Where this is refused a write faults, and tries it again.
            _ = HostView.WriteProtect(region, next, chunk, protect: false);
            BlockLocks.Leave(region, next, chunk);
            FileClock.Visit(region);
            next += chunk;
        }

        return result;
    }

    /// <summary>Makes pages zero and gives their memory back, but for pinned ones: hardware holds on to the pages that are there.</summary>
    private static void Empty(CoreRegion* region, long offset, long end)
    {
        for (long start = offset; start < end;)
        {
            long stop = HostMarks.EndOfSame(region, start, end, HostMark.Pinned);
            if (HostMarks.Has(region, start, HostMark.Pinned))
            {
                new Span<byte>(region->Alias + start, (int)(stop - start)).Clear();
            }
            else
            {
                HostView.Remove(region, start, stop - start);
            }

            start = stop;
        }
    }

    /// <summary>Sets what the user's view allows.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="protection">0 for nothing, 1 for reading, 2 for writing too.</param>
    /// <returns>0, or a negative error number.</returns>
    [UnmanagedCallersOnly]
    public static int Protect(CoreRegion* region, long offset, long bytes, int protection) => Allow(region, offset, bytes, protection);

    private static int Allow(CoreRegion* region, long offset, long bytes, int protection)
    {
        int bits = protection switch
        {
            0 => SystemCalls.ProtNone,
            1 => SystemCalls.ProtRead,
            _ => SystemCalls.ProtRead | SystemCalls.ProtWrite,
        };
        region->WasProtected = 1;
        int result = SystemCalls.Protect(region->User + offset, (nuint)bytes, bits);
        return result == 0 ? 0 : -SystemCalls.LastError;
    }

    /// <summary>The first byte of a range whose contents were lost with a device, also where nobody has touched it since.</summary>
    /// <returns>The byte, or -1.</returns>
    [UnmanagedCallersOnly]
    public static long FirstPoisoned(CoreRegion* region, long offset, long bytes)
    {
        for (long next = offset & -CoreRegion.PageSize; next < offset + bytes;)
        {
            long end = BlockLocks.EndOfBlock(next, offset + bytes);
            BlockLocks.Enter(region, next, end - next);
            long found = FirstPoisonedIn(region, next, end);
            BlockLocks.Leave(region, next, end - next);
            if (found >= 0)
            {
                return Math.Max(offset, found);
            }

            next = end;
        }

        return -1;
    }

    private static long FirstPoisonedIn(CoreRegion* region, long offset, long end)
    {
        for (long page = offset; page < end; page += CoreRegion.PageSize)
        {
            if (HostMarks.Has(region, page, HostMark.Poisoned) || IsOnLostDevice(region, page))
            {
                return page;
            }
        }

        return -1;
    }

    /// <summary>Forgets that pages of a region that nobody watches were lost: they are zero by now.</summary>
    [UnmanagedCallersOnly]
    public static void Forgive(CoreRegion* region, long offset, long bytes)
    {
        BlockLocks.Enter(region, offset, bytes);
        HostMarks.Clear(region, offset, bytes, HostMark.Poisoned);
        BlockLocks.Leave(region, offset, bytes);
    }

    private static HostUse UseOf(bool write) => write ? HostUse.Write : HostUse.Read;

    private static bool IsOnLostDevice(CoreRegion* region, long offset)
    {
        for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
        {
            if (mirror->Device->Lost != 0 && (mirror->Entries[offset / mirror->PageBytes] & CoreMirror.Writable) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends the poison of pages, which are zero by now. Only mapping a page that exists does that: taking it from the view leaves the poison there.</summary>
    /// <returns>0, or a negative error number: then some are still poisoned.</returns>
    private static int Heal(CoreRegion* region, long offset, long end)
    {
        int result = 0;
        for (long start = offset; start < end;)
        {
            long stop = HostMarks.EndOfSame(region, start, end, HostMark.Poisoned);
            if (HostMarks.Has(region, start, HostMark.Poisoned))
            {
                int error = Allow(region, start, stop - start, Everything);
                error = error != 0 ? error : HostView.Populate(region, start, stop - start);
                error = error != 0 ? error : HostView.Continue(region, start, stop - start, protect: false);
                if (error == 0)
                {
                    HostMarks.Clear(region, start, stop - start, HostMark.Poisoned);
                }

                result = error != 0 ? error : result;
            }

            start = stop;
        }

        return result;
    }

    private static int OfferChunk(CoreRegion* region, long offset, long bytes, bool write)
    {
        // As for a fault: no launch begins or ends meanwhile. From one that is under way nothing is taken but what is touched.
        HostLock.Enter(&region->Service->TableLock);
        int error = HostTouch.IsInUse(region) ? 0 : OfferIdle(region, offset, bytes, write);
        HostLock.Leave(&region->Service->TableLock);
        return error;
    }

    private static int OfferIdle(CoreRegion* region, long offset, long bytes, bool write)
    {
        BlockLocks.Enter(region, offset, bytes);
        bool mirrored = HostTouch.IsMirrored(region, offset, bytes, write ? -1 : CoreMirror.Writable);
        bool offered = !mirrored && (HostMarks.All(region, offset, bytes, HostMark.Offered) || HostView.CountExisting(region, offset, bytes) == 0);
        int error = offered && write ? HostView.WriteProtect(region, offset, bytes, protect: false) : 0;
        BlockLocks.Leave(region, offset, bytes);
        if (!offered)
        {
            error = HostTouch.Serve(region, offset, bytes, UseOf(write), new MirrorRange(0, region->Bytes), pin: false, out _);
        }

        if (error == 0)
        {
            BlockLocks.Enter(region, offset, bytes);
            HostMarks.Set(region, offset, bytes, HostMark.Offered);
            BlockLocks.Leave(region, offset, bytes);
        }

        return error;
    }

    private static bool IsMirrored(CoreRegion* region, long offset, long bytes)
    {
        BlockLocks.Enter(region, offset, bytes);
        bool mirrored = HostTouch.IsMirrored(region, offset, bytes, -1);
        BlockLocks.Leave(region, offset, bytes);
        return mirrored;
    }

    private static int ForChunks(CoreRegion* region, long offset, long bytes, bool write, bool pin)
    {
        long end = Math.Min(region->Bytes, (offset + bytes + CoreRegion.PageSize - 1) & -CoreRegion.PageSize);
        for (long next = offset & -CoreRegion.PageSize; next < end;)
        {
            long chunk = BlockLocks.EndOfBlock(next, end) - next;
            if (!pin && !IsMirrored(region, next, chunk))
            {
                next += chunk;
                continue;
            }

            // As for a fault: no launch begins or ends meanwhile.
            HostLock.Enter(&region->Service->TableLock);
            int error = region->Detached != 0
                ? 0
                : HostTouch.Serve(region, next, chunk, UseOf(write), new MirrorRange(0, region->Bytes), pin, out _);
            FileClock.Run(region->Service);
            HostLock.Leave(&region->Service->TableLock);
            if (error != 0)
            {
                return error;
            }

            next += chunk;
        }

        return 0;
    }
}
