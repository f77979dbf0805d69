// Safety: offsets lie in the region, whose views stay mapped until it is destroyed; only watched regions come here, but to be noted as lost. The
// user's view is never read or written by the core, only its page table is changed.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Changes what the user's view of a watched region maps. Under the blocks' locks.</summary>
/// <remarks>
/// What is known of a page (<see cref="HostMark.Protected"/>, <see cref="HostMark.Existing"/>, <see cref="HostMark.Taken"/>) saves the system call that would
/// bring it about again: data larger than a device goes there page by page, many times over, while the host leaves it alone. The kernel keeps all three by
/// itself: a page that leaves the view, for whatever reason, stays marked as protected; one that exists is mapped only by <see cref="Continue"/>.
/// </remarks>
internal static unsafe class HostView
{
    private const nuint WakeRequest = 0x8010AA02;
    private const nuint WriteProtectRequest = 0xC018AA06;
    private const nuint ContinueRequest = 0xC020AA07;
    private const nuint PoisonRequest = 0xC020AA08;
    private const ulong ProtectMode = 1;
    private const ulong ContinueProtectedMode = 2;

    /// <summary>Takes pages from the view, also locked ones: the next touch faults.</summary>
    /// <returns>0, or a negative error number: then some may still be there.</returns>
    public static int Unmap(CoreRegion* region, long offset, long bytes)
    {
        if (region->Detached != 0)
        {
            return 0;
        }

        HostMarks.Clear(region, offset, bytes, HostMark.Offered);
        return Advise(region->User + offset, bytes, SystemCalls.AdviseDontNeedLocked);
    }

    /// <summary>Takes pages that are protected from the view, where they are there, so that the next touch of any of them faults.</summary>
    /// <remarks>
    /// A page that does not exist would be filled with zeros by the kernel, without a fault; so it is made. Making it, or finding it made, also waits
    /// for a touch that the kernel is serving itself: such a touch of a page that did not exist a moment ago holds the page's lock until it is mapped. Were
    /// the pages zapped first, it would still arrive in the view, and go on showing what the page was.
    /// </remarks>
    /// <returns>0, or a negative error number: then a touch of some might not fault.</returns>
    public static int Take(CoreRegion* region, long offset, long bytes)
    {
        if (HostMarks.All(region, offset, bytes, HostMark.Taken))
        {
            return 0;
        }

        // Of a region over a file the kernel fills no page by itself.
        int error = region->File >= 0 ? 0 : Populate(region, offset, bytes);
        error = error != 0 ? error : Unmap(region, offset, bytes);
        if (error == 0)
        {
            HostMarks.Set(region, offset, bytes, HostMark.Taken);
        }

        return error;
    }

    /// <summary>Write-protects pages, or ends that and wakes who waits; pages that are not mapped are protected when they will be.</summary>
    /// <returns>0, or a negative error number.</returns>
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
            // The address space was changing at the same time.
            result = ServiceFiles.Control(CoreCall.WriteProtect, region->Service, WriteProtectRequest, request);
        }

        int error = result == 0 ? 0 : -SystemCalls.LastError;
        if (protect && error == 0)
        {
            HostMarks.Set(region, offset, bytes, HostMark.Protected);
        }
        else if (!protect && error != 0)
        {
            // Who waits tries again, and this with it.
            Wake(region, offset, bytes);
        }

        return error;
    }

    /// <summary>Maps pages that exist and wakes who waits for them. Pages that are mapped stay as they are, pages that do not exist are left out.</summary>
    /// <returns>0, or a negative error number: then pages are not mapped, and who touches them faults again.</returns>
    public static int Continue(CoreRegion* region, long offset, long bytes, bool protect)
    {
        if (region->Detached != 0)
        {
            return 0;
        }

        HostMarks.Clear(region, offset, bytes, protect ? HostMark.Taken : HostMark.Taken | HostMark.Protected);
        bool skipped = Request(region, CoreCall.Continue, ContinueRequest, protect ? ContinueProtectedMode : 0, offset, bytes, null, out int refusal);
        if (skipped)
        {
            Wake(region, offset, bytes);
        }

        return refusal;
    }

    /// <summary>Wakes who waits for pages, to try again.</summary>
    public static void Wake(CoreRegion* region, long offset, long bytes) => Wake(region->Service, region->User + offset, bytes);

    /// <summary>Wakes who waits for pages, to try again.</summary>
    public static void Wake(ServiceState* service, byte* address, long bytes)
    {
        ulong* request = stackalloc ulong[2];
        request[0] = (ulong)address;
        request[1] = (ulong)bytes;

        // Cannot fail for a range of a region.
        _ = ServiceFiles.Control(CoreCall.Wake, service, WakeRequest, request);
    }

    /// <summary>Notes that pages are lost; where the region is watched they fail when they are touched, and who waits is woken, to fail.</summary>
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
            HostMarks.Clear(region, offset, bytes, HostMark.Taken);
            Fail(region, offset, bytes);
        }
    }

    /// <summary>Makes pages that are poisoned fail, and wakes who waits.</summary>
    public static void Fail(CoreRegion* region, long offset, long bytes)
    {
        if (Unmap(region, offset, bytes) != 0)
        {
            // What is still in the view cannot be poisoned.
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

        // The kernel poisons no page that is marked as write-protected, and a page that was taken from the view still is.
        WriteProtect(region, offset, bytes, protect: false);
        Request(region, CoreCall.Poison, PoisonRequest, 0, offset, bytes, &Forbid, out _);
        Wake(region, offset, bytes);
    }

    /// <summary>Gives pages that were never written memory, so that a touch of them faults once they are a device's.</summary>
    /// <returns>0, or a negative error number: then not all of them have memory.</returns>
    public static int Populate(CoreRegion* region, long offset, long bytes)
    {
        int error = Advise(region->Alias + offset, bytes, SystemCalls.AdvisePopulateWrite);
        if (error == 0)
        {
            HostMarks.Set(region, offset, bytes, HostMark.Existing);
        }

        return error;
    }

    /// <summary>Makes pages zero and gives their memory back, also in the view.</summary>
    /// <remarks>Through the file, since the kernel removes nothing through a mapping that is locked in memory.</remarks>
    public static void Remove(CoreRegion* region, long offset, long bytes)
    {
        if (Punch(region, offset, bytes) == 0)
        {
            HostMarks.Clear(region, offset, bytes, HostMark.Existing | HostMark.Taken);
            return;
        }

        // They keep their memory, or get some, but they are zero.
        region->MayBeUnmapped = 1;
        for (long done = 0; done < bytes; done += CoreRegion.BlockBytes)
        {
            new Span<byte>(region->Alias + offset + done, (int)Math.Min(bytes - done, CoreRegion.BlockBytes)).Clear();
        }
    }

    /// <summary>Gives pages' memory back.</summary>
    /// <returns>0, or a negative error number.</returns>
    public static int Punch(CoreRegion* region, long offset, long bytes)
    {
        int result;
        do
        {
            result = SystemCalls.Allocate(ServiceFiles.NumberOf(&region->Service->Memory), SystemCalls.HoleKeepingSize, region->MemoryOffset + offset, bytes);
        }
        while (result != 0 && SystemCalls.LastError == SystemCalls.ErrorInterrupted);

        return result == 0 ? 0 : -SystemCalls.LastError;
    }

    /// <summary>How many host pages of a range exist; the others are zero and nobody has written them. Needs no lock.</summary>
    public static long CountExisting(CoreRegion* region, long offset, long bytes)
        => SystemCalls.CountPages(ServiceFiles.NumberOf(&region->Service->Memory), region->MemoryOffset + offset, bytes);

    /// <summary>Where pages that exist begin or end. Needs no lock.</summary>
    /// <param name="region">The region.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="end">Where the search ends.</param>
    /// <param name="exists">Not 0 when the first byte's page exists; where the kernel cannot tell, all do.</param>
    /// <returns>The byte up to which the same holds.</returns>
    [UnmanagedCallersOnly]
    public static long EndOfExisting(CoreRegion* region, long offset, long end, int* exists)
    {
        int file = ServiceFiles.NumberOf(&region->Service->Memory);
        long page = region->MemoryOffset + (offset & -CoreRegion.PageSize);
        long found = SystemCalls.NextExisting(file, page);
        *exists = found == page || found < 0 ? 1 : 0;
        found = *exists != 0 ? SystemCalls.NextMissing(file, page) : found;
        return found < 0 ? end : Math.Min(end, found - region->MemoryOffset);
    }

    /// <summary>Where the kernel poisons no pages they become inaccessible, which fails the same way.</summary>
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

    /// <summary>Makes a request that the kernel serves page by page, for all pages of a range that it serves.</summary>
    /// <param name="region">The region.</param>
    /// <param name="call">What it is called.</param>
    /// <param name="request">The request, whose argument is a range, a mode, and what was done.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="refused">What to do with a page that the kernel refuses; null for nothing.</param>
    /// <param name="refusal">The error of the last page that was refused though it exists and is not mapped; 0 when there was none.</param>
    /// <returns>Whether it refused one, for whatever reason.</returns>
    private static bool Request(
        CoreRegion* region,
        CoreCall call,
        nuint request,
        ulong mode,
        long offset,
        long bytes,
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
                done += part;
                most = 2 * part;
                continue;
            }

            int error = SystemCalls.LastError;
            long progress = (long)argument[3];
            if (progress > 0)
            {
                done += progress;
            }
            else if (error == SystemCalls.ErrorNoEntry && part > CoreRegion.PageSize)
            {
                // Where protections differ there are several mappings, and a request may be for one only.
                most = Math.Max(CoreRegion.PageSize, part / 2 & -CoreRegion.PageSize);
            }
            else if (error is not (SystemCalls.ErrorAgain or SystemCalls.ErrorInterrupted))
            {
                if (refused is not null)
                {
                    refused(region, offset + done, CoreRegion.PageSize);
                }

                skipped = true;
                refusal = error is SystemCalls.ErrorAddress or SystemCalls.ErrorExists ? refusal : -error;
                done += CoreRegion.PageSize;
            }
        }

        return skipped;
    }
}
