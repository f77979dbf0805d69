// Safety: offsets lie in the region, and its views stay mapped until the region is destroyed. Only watched regions come here, except
// when pages are noted as lost. The core never reads or writes the user's view; it only changes the view's page table.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Changes the page table of the user's view of a watched region. Under the blocks' locks.</summary>
/// <remarks>
/// The marks <see cref="HostMark.Protected"/>, <see cref="HostMark.HasMemory"/> and <see cref="HostMark.Unmapped"/> save the system call that would set the
/// state again. Data larger than a device goes there page by page, many times over, while the host does not touch it. Linux preserves all three states:
/// a page stays marked as write-protected when it leaves the view for any reason, and only <see cref="Continue"/> maps a page that has memory.
/// </remarks>
internal static unsafe class HostView
{
    private const nuint WakeRequest = 0x8010AA02;
    private const nuint WriteProtectRequest = 0xC018AA06;
    private const nuint ContinueRequest = 0xC020AA07;
    private const nuint PoisonRequest = 0xC020AA08;
    private const ulong ProtectMode = 1;
    private const ulong ContinueProtectedMode = 2;

    /// <summary>Unmaps pages, including locked ones. The next touch faults.</summary>
    /// <returns>0, or a negative error code: then some pages may still be mapped.</returns>
    public static int Unmap(CoreRegion* region, long offset, long bytes)
    {
        if (region->Detached != 0)
        {
            return 0;
        }

        HostMarks.Clear(region, offset, bytes, HostMark.Mapped);
        return Advise(region->User + offset, bytes, SystemCalls.AdviseDontNeedLocked);
    }

    /// <summary>Unmaps pages, so that the next touch of any of them faults.</summary>
    /// <remarks>
    /// Linux would fill a page without memory with zeros, and the touch would not fault. So the core gives the page memory first. That call also waits for a
    /// touch that Linux is serving itself: a touch of a page that had no memory a moment ago holds the page's lock until Linux has mapped the page. If the core
    /// unmapped the pages first, Linux would still map such a page afterwards, and the view would go on showing the old contents. A page that had memory when
    /// it was populated before needs no second call: no touch of it since then was served without the core.
    /// </remarks>
    /// <returns>0, or a negative error code: then a touch of some pages might not fault.</returns>
    public static int Take(CoreRegion* region, long offset, long bytes)
    {
        if (HostMarks.All(region, offset, bytes, HostMark.Unmapped))
        {
            return 0;
        }

        // Linux fills no page of a region over a file by itself.
        bool mayBeFilled = region->File < 0 && !HostMarks.All(region, offset, bytes, HostMark.Populated);
        int error = mayBeFilled ? Populate(region, offset, bytes) : 0;
        error = error != 0 ? error : Unmap(region, offset, bytes);
        if (error == 0)
        {
            HostMarks.Set(region, offset, bytes, HostMark.Unmapped);
        }

        return error;
    }

    /// <summary>Write-protects pages, or ends their protection and wakes the threads that wait for them.</summary>
    /// <remarks>A page that is not mapped now is write-protected when it is mapped.</remarks>
    /// <returns>0, or a negative error code.</returns>
    public static int WriteProtect(CoreRegion* region, long offset, long bytes, bool protect)
    {
        if (region->Detached != 0 || (protect && HostMarks.All(region, offset, bytes, HostMark.Protected)))
        {
            return 0;
        }

        if (!protect)
        {
            HostMarks.Clear(region, offset, bytes, HostMark.Protected);
        }

        ulong* request = stackalloc ulong[3];
        request[0] = (ulong)(region->User + offset);
        request[1] = (ulong)bytes;
        request[2] = protect ? ProtectMode : 0;
        int result = ServiceFiles.Control(CoreCall.WriteProtect, region->Service, WriteProtectRequest, request);
        while (result < 0 && SystemCalls.LastError is SystemCalls.ErrorAgain or SystemCalls.ErrorInterrupted)
        {
            // Another thread was changing the address space at the same time.
            result = ServiceFiles.Control(CoreCall.WriteProtect, region->Service, WriteProtectRequest, request);
        }

        int error = result == 0 ? 0 : -SystemCalls.LastError;
        if (protect && error == 0)
        {
            HostMarks.Set(region, offset, bytes, HostMark.Protected);
        }
        else if (!protect && error != 0)
        {
            // The waiting threads touch the page again, and that touch retries this request.
            Wake(region, offset, bytes);
        }

        return error;
    }

    /// <summary>Maps pages that have memory and wakes the threads that wait for them.</summary>
    /// <remarks>
    /// Mapped pages stay as they are. Pages without memory are left out. Linux refuses each mapped page by a call of its own, so pages that are known to be
    /// mapped are not asked for.
    /// </remarks>
    /// <returns>0, or a negative error code: then some pages are not mapped, and the next touch of them faults again.</returns>
    public static int Continue(CoreRegion* region, long offset, long bytes, bool protect)
    {
        int result = 0;
        long end = offset + bytes;
        for (long start = offset; region->Detached == 0 && start < end;)
        {
            long stop = HostMarks.EndOfSame(region, start, end, HostMark.Mapped);
            int error = HostMarks.Has(region, start, HostMark.Mapped) ? 0 : ContinueUnmapped(region, start, stop - start, protect);
            result = error != 0 ? error : result;
            start = stop;
        }

        return result;
    }

    /// <summary>Notes that a touch found a page unmapped, whatever its mark says: Linux may have unmapped it by itself.</summary>
    public static void NoteUnmapped(CoreRegion* region, long offset)
    {
        BlockLocks.Enter(region, offset, CoreRegion.PageSize);
        HostMarks.Clear(region, offset, CoreRegion.PageSize, HostMark.Mapped);
        BlockLocks.Leave(region, offset, CoreRegion.PageSize);
    }

    private static int ContinueUnmapped(CoreRegion* region, long offset, long bytes, bool protect)
    {
        bool isUnmapped = HostMarks.All(region, offset, bytes, HostMark.Unmapped);
        HostMarks.Clear(region, offset, bytes, protect ? HostMark.Unmapped : HostMark.Unmapped | HostMark.Protected);
        bool skipped = Request(region, CoreCall.Continue, ContinueRequest, protect ? ContinueProtectedMode : 0, offset, bytes, HostMark.Mapped, null, out int refusal);
        if (skipped)
        {
            Wake(region, offset, bytes);
        }
        else if (isUnmapped && protect)
        {
            // Mapped pages would have stayed as they were, writable perhaps.
            HostMarks.Set(region, offset, bytes, HostMark.Protected);
        }

        return refusal;
    }

    /// <summary>Wakes the threads that wait for pages. They touch the pages again.</summary>
    public static void Wake(CoreRegion* region, long offset, long bytes) => Wake(region->Service, region->User + offset, bytes);

    /// <summary>Wakes the threads that wait for pages. They touch the pages again.</summary>
    public static void Wake(ServiceState* service, byte* address, long bytes)
    {
        ulong* request = stackalloc ulong[2];
        request[0] = (ulong)address;
        request[1] = (ulong)bytes;

        // This request cannot fail for a range of a region.
        _ = ServiceFiles.Control(CoreCall.Wake, service, WakeRequest, request);
    }

    /// <summary>Poisons pages, which are lost. In a watched region each touch of them fails.</summary>
    /// <remarks>In a watched region the threads that wait for the pages are woken, and they fail.</remarks>
    public static void Poison(CoreRegion* region, long offset, long bytes, LossReason reason)
    {
        if (region->Detached != 0)
        {
            return;
        }

        region->Lost |= reason;
        HostMarks.Set(region, offset, bytes, HostMark.Poisoned);
        if (region->IsWatched)
        {
            HostMarks.Clear(region, offset, bytes, HostMark.Unmapped);
            Fail(region, offset, bytes);
        }
    }

    /// <summary>Makes touches of poisoned pages fail, and wakes the threads that wait for them.</summary>
    public static void Fail(CoreRegion* region, long offset, long bytes)
    {
        if (Unmap(region, offset, bytes) != 0)
        {
            // Linux cannot poison a page that is still mapped.
            Forbid(region, offset, bytes);
            Wake(region, offset, bytes);
            return;
        }

        if (region->Service->CanPoison == 0)
        {
            Forbid(region, offset, bytes);
            Wake(region, offset, bytes);
            return;
        }

        // Linux poisons no page that is marked as write-protected. A page that was unmapped still has that mark.
        WriteProtect(region, offset, bytes, protect: false);
        Request(region, CoreCall.Poison, PoisonRequest, 0, offset, bytes, HostMark.None, &Forbid, out _);
        Wake(region, offset, bytes);
    }

    /// <summary>Gives unwritten pages memory, so that a touch of them faults once a device owns them.</summary>
    /// <returns>0, or a negative error code: then some of the pages have no memory.</returns>
    public static int Populate(CoreRegion* region, long offset, long bytes)
    {
        int error = Advise(region->Alias + offset, bytes, SystemCalls.AdvisePopulateWrite);
        if (error == 0)
        {
            HostMarks.Set(region, offset, bytes, HostMark.HasMemory | HostMark.Populated);
        }

        return error;
    }

    /// <summary>Makes pages zero and gives their memory back to Linux, in the user's view too.</summary>
    /// <remarks>This goes through the file, because Linux removes no page through a mapping that is locked in memory.</remarks>
    public static void Remove(CoreRegion* region, long offset, long bytes)
    {
        if (Punch(region, offset, bytes) == 0)
        {
            HostMarks.Clear(region, offset, bytes, HostMark.HasMemory | HostMark.Unmapped);
            return;
        }

        // The pages keep their memory, or get memory here, but they are zero.
        region->MayBeUnmapped = 1;
        for (long done = 0; done < bytes; done += CoreRegion.BlockBytes)
        {
            new Span<byte>(region->Alias + offset + done, (int)Math.Min(bytes - done, CoreRegion.BlockBytes)).Clear();
        }
    }

    /// <summary>Gives the memory of pages back to Linux.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Punch(CoreRegion* region, long offset, long bytes)
    {
        int result;
        do
        {
            result = SystemCalls.Allocate(ServiceFiles.NumberOf(&region->Service->Memory), SystemCalls.HoleKeepingSize, region->MemoryOffset + offset, bytes);
        }
        while (result != 0 && SystemCalls.LastError == SystemCalls.ErrorInterrupted);

        if (result != 0)
        {
            return -SystemCalls.LastError;
        }

        HostMarks.Clear(region, offset, bytes, HostMark.Mapped | HostMark.Populated);
        return 0;
    }

    /// <summary>Counts the host pages of a range that have memory; the others are unwritten and zero. Needs no lock.</summary>
    public static long CountWithMemory(CoreRegion* region, long offset, long bytes)
        => SystemCalls.CountPages(ServiceFiles.NumberOf(&region->Service->Memory), region->MemoryOffset + offset, bytes);

    /// <summary>Finds the end of a run of host pages that all have memory, or all have none. Needs no lock.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The offset of the first byte.</param>
    /// <param name="end">The end of the search.</param>
    /// <param name="exists">Not 0 if the first byte's page has memory. Where Linux cannot tell, all pages count as having memory.</param>
    /// <returns>The offset at which the run ends, at most <paramref name="end"/>.</returns>
    [UnmanagedCallersOnly]
    public static long EndOfMemory(CoreRegion* region, long offset, long end, int* exists)
    {
        int file = ServiceFiles.NumberOf(&region->Service->Memory);
        long page = region->MemoryOffset + (offset & -CoreRegion.PageSize);
        long found = SystemCalls.NextWithMemory(file, page);
        *exists = found == page || found < 0 ? 1 : 0;
        found = *exists != 0 ? SystemCalls.NextMissing(file, page) : found;
        return found < 0 ? end : Math.Min(end, found - region->MemoryOffset);
    }

    /// <summary>Makes pages inaccessible where Linux cannot poison them. A touch fails in the same way.</summary>
    private static void Forbid(CoreRegion* region, long offset, long bytes)
    {
        if (SystemCalls.Protect(region->User + offset, (nuint)bytes, SystemCalls.ProtNone) != 0)
        {
            region->IsFailingLate = 1;
        }
    }

    private static int Advise(byte* address, long bytes, int advice)
    {
        int result;
        do
        {
            result = SystemCalls.Advise(address, (nuint)bytes, advice);
        }
        while (result != 0 && SystemCalls.LastError == SystemCalls.ErrorInterrupted);

        return result == 0 ? 0 : -SystemCalls.LastError;
    }

    /// <summary>Makes a request that Linux serves page by page, for every page of a range that Linux accepts.</summary>
    /// <param name="region">The region.</param>
    /// <param name="call">The name of the call.</param>
    /// <param name="request">The request. Its argument holds a range, a mode, and the number of bytes done.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="offset">The offset of the first byte.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="reached">The mark of the pages that are served, or were before.</param>
    /// <param name="refused">The action for a page that Linux refuses; null for none.</param>
    /// <param name="refusal">The error of the last refused page that has memory and is not mapped; 0 if there was none.</param>
    /// <returns>Whether Linux refused a page, for any reason.</returns>
    private static bool Request(
        CoreRegion* region,
        CoreCall call,
        nuint request,
        ulong mode,
        long offset,
        long bytes,
        HostMark reached,
        delegate*<CoreRegion*, long, long, void> refused,
        out int refusal)
    {
        bool skipped = false;
        refusal = 0;
        long most = bytes;
        ulong* argument = stackalloc ulong[4];
        for (long done = 0; done < bytes;)
        {
            long part = Math.Min(most, bytes - done);
            argument[0] = (ulong)(region->User + offset + done);
            argument[1] = (ulong)part;
            argument[2] = mode;
            argument[3] = 0;
            if (ServiceFiles.Control(call, region->Service, request, argument) == 0)
            {
                HostMarks.Set(region, offset + done, part, reached);
                done += part;
                most = 2 * part;
                continue;
            }

            int error = SystemCalls.LastError;
            long progress = (long)argument[3];
            if (progress > 0)
            {
                HostMarks.Set(region, offset + done, progress, reached);
                done += progress;
            }
            else if (error == SystemCalls.ErrorNoEntry && part > CoreRegion.PageSize)
            {
                // Where protections differ the range has several mappings, and one request may cover only one mapping.
                most = Math.Max(CoreRegion.PageSize, part / 2 & -CoreRegion.PageSize);
            }
            else if (error is not (SystemCalls.ErrorAgain or SystemCalls.ErrorInterrupted))
            {
                if (refused is not null)
                {
                    refused(region, offset + done, CoreRegion.PageSize);
                }

                HostMarks.Set(region, offset + done, error == SystemCalls.ErrorExists ? CoreRegion.PageSize : 0, reached);
                skipped = true;
                refusal = error is SystemCalls.ErrorAddress or SystemCalls.ErrorExists ? refusal : -error;
                done += CoreRegion.PageSize;
            }
        }

        return skipped;
    }
}
