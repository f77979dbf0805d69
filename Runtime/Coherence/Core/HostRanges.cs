// Safety: ranges lie in a region. It is watched, except in the functions about lost pages. Sizes are whole host pages where the page table is concerned.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Serves what programs ask for ranges of a watched region: settle, pin, offer, open, discard, protect.</summary>
internal static unsafe class HostRanges
{
    private const int Everything = 2;

    /// <summary>Copies newer contents of a range from devices to the host and maps the range, so that a touch does not fault.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The offset of the first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="write">Not 0 if the host will write the range. Then the devices' copies are invalidated.</param>
    /// <returns>0, or a negative error code.</returns>
    [UnmanagedCallersOnly]
    public static int Settle(CoreRegion* region, long offset, long bytes, int write) => ForChunks(region, offset, bytes, write != 0, pin: false);

    /// <summary>Pins a range: does <see cref="Settle"/>, and from then on no device takes the range for longer than a launch.</summary>
    /// <returns>0, or a negative error code.</returns>
    [UnmanagedCallersOnly]
    public static int Pin(CoreRegion* region, long offset, long bytes) => ForChunks(region, offset, bytes, write: true, pin: true);

    /// <summary>Ends a pin. The caller counts overlapping pins.</summary>
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

    /// <summary>Copies a range to the host and maps it, so that system calls in TransparentUserMode can use it until a launch takes it again.</summary>
    /// <returns>0, or a negative error code.</returns>
    [UnmanagedCallersOnly]
    public static int Offer(CoreRegion* region, long offset, long bytes, int write)
    {
        if (region->File >= 0)
        {
            // The call would read the whole range, and the next flush would write it. A program pins the range instead.
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

    /// <summary>Maps the pages of a range that the host will overwrite and makes them writable, so that a write does not fault. Nothing is copied.</summary>
    /// <remarks>
    /// Pages that a device has stay as they are, and so does what Linux refuses: a touch of these faults. The pages of a file are left out, since they are read
    /// at a touch.
    /// </remarks>
    [UnmanagedCallersOnly]
    public static void Open(CoreRegion* region, long offset, long bytes)
    {
        if (region->MayBeUnmapped == 0 || region->File >= 0)
        {
            return;
        }

        long end = Math.Min(region->Bytes, (offset + bytes + CoreRegion.PageSize - 1) & -CoreRegion.PageSize);
        for (long next = offset & -CoreRegion.PageSize; next < end;)
        {
            long stop = BlockLocks.EndOfBlock(next, end);
            BlockLocks.Enter(region, next, stop - next);
            ShuttleBlocks.Written(region, next, stop - next);
            if (region->Detached == 0 && region->Lost == LossReason.None && !HostTouch.IsMirrored(region, next, stop - next, -1))
            {
                OpenPart(region, next, stop);
            }

            BlockLocks.Leave(region, next, stop - next);
            next = stop;
        }
    }

    private static void OpenPart(CoreRegion* region, long offset, long end)
    {
        for (long start = offset; start < end;)
        {
            long stop = HostMarks.EndOfSame(region, start, end, HostMark.Unmapped);
            if (HostMarks.Has(region, start, HostMark.Unmapped))
            {
                _ = HostView.Continue(region, start, stop - start, protect: false);
            }

            start = stop;
        }

        for (long start = offset; start < end;)
        {
            long stop = HostMarks.EndOfSame(region, start, end, HostMark.Protected);
            if (HostMarks.Has(region, start, HostMark.Protected))
            {
                Unprotect(region, start, stop - start);
            }

            start = stop;
        }
    }

    /// <summary>Ends the protection of pages that the host will write, all of them soon.</summary>
    /// <remarks>
    /// A page whose protection ends stays read-only in the page table, and Linux makes it writable at a fault of its own. A page that is mapped anew is
    /// writable. A touch in between waits for the block's lock, since the page has memory. Hardware may use pinned pages, so these stay mapped.
    /// </remarks>
    private static void Unprotect(CoreRegion* region, long offset, long bytes)
    {
        if (HostMarks.All(region, offset, bytes, HostMark.HasMemory)
            && !HostMarks.Any(region, offset, bytes, HostMark.Pinned)
            && HostView.Unmap(region, offset, bytes) == 0)
        {
            _ = HostView.Continue(region, offset, bytes, protect: false);
        }
        else
        {
            _ = HostView.WriteProtect(region, offset, bytes, protect: false);
        }
    }

    /// <summary>Makes whole host pages zero and gives their memory back to Linux. No device has the pages.</summary>
    /// <returns>0, or a negative error code: then some pages are zero, but a touch of them still fails.</returns>
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
                // Zeros are contents like any other. The next flush writes them to the file.
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

            // No device shares the pages any more, and a page whose memory is gone is no longer in the view. If Linux refuses this, a write faults and
            // the fault tries again.
            _ = HostView.WriteProtect(region, next, chunk, protect: false);
            BlockLocks.Leave(region, next, chunk);
            FileClock.Visit(region);
            next += chunk;
        }

        return result;
    }

    /// <summary>Makes pages zero and gives their memory back to Linux. Pinned pages keep their memory, because hardware uses it.</summary>
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

    /// <summary>Sets the protection of the user's view.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The offset of the first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="protection">0: no access. 1: read. 2: read and write.</param>
    /// <returns>0, or a negative error code.</returns>
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

    /// <summary>Finds the first byte of a range that was lost with a device, even if nothing has touched it since.</summary>
    /// <returns>The offset of the byte, or -1.</returns>
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

    /// <summary>Ends the poison of pages in an unwatched region. The pages are zero by now.</summary>
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
            long page = offset / mirror->PageBytes;
            if (mirror->Device->Lost != 0 && (mirror->Entries[page] & CoreMirror.Newest) != 0 && PeerPages.Heir(mirror, page) is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends the poison of pages. The pages are zero by now.</summary>
    /// <remarks>Only mapping a page that has memory ends its poison. An unmap leaves the poison in the view.</remarks>
    /// <returns>0, or a negative error code: then some pages are still poisoned.</returns>
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
        // As for a fault: no launch begins or ends meanwhile. While a launch uses the region, the host takes only the pages that it touches.
        HostLock.Enter(&region->Service->TableLock);
        int error = HostTouch.IsInUse(region) ? 0 : OfferIdle(region, offset, bytes, write);
        HostLock.Leave(&region->Service->TableLock);
        return error;
    }

    private static int OfferIdle(CoreRegion* region, long offset, long bytes, bool write)
    {
        BlockLocks.Enter(region, offset, bytes);
        bool isReached = PageMap.Reaches(region, offset, bytes, out bool isProtected);
        bool isReady = isReached && !HostTouch.IsMirrored(region, offset, bytes, write ? -1 : CoreMirror.Newest);
        int error = 0;
        if (isReady && write)
        {
            ShuttleBlocks.Written(region, offset, bytes);
            bool isOpen = !isProtected && !HostMarks.Any(region, offset, bytes, HostMark.Protected);
            error = isOpen ? 0 : HostView.WriteProtect(region, offset, bytes, protect: false);
        }

        BlockLocks.Leave(region, offset, bytes);
        return isReady ? error : HostTouch.Serve(region, offset, bytes, UseOf(write), new MirrorRange(0, region->Bytes), pin: false, out _);
    }

    private static bool IsMirrored(CoreRegion* region, long offset, long bytes)
    {
        BlockLocks.Enter(region, offset, bytes);
        bool mirrored = HostTouch.IsMirrored(region, offset, bytes, -1);
        BlockLocks.Leave(region, offset, bytes);
        return mirrored;
    }

    /// <summary>Whether a device has a page of the region. The list of mirrors needs the lock of any block.</summary>
    private static bool HasPages(CoreRegion* region, long offset)
    {
        BlockLocks.Enter(region, offset, CoreRegion.PageSize);
        CoreMirror* mirror = region->Mirrors;
        while (mirror is not null && Volatile.Read(ref mirror->Resident) == 0)
        {
            mirror = mirror->Next;
        }

        BlockLocks.Leave(region, offset, CoreRegion.PageSize);
        return mirror is not null;
    }

    private static int ForChunks(CoreRegion* region, long offset, long bytes, bool write, bool pin)
    {
        if (!pin && !HasPages(region, offset & -CoreRegion.PageSize))
        {
            return 0;
        }

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
