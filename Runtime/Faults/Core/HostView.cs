// Safety: offsets lie in the region, whose views stay mapped until it is destroyed; only watched regions come here. The
// user's view is never read or written by the core, only its page table is changed.
namespace HmmGen.Faults;

/// <summary>Changes what the user's view of a watched region maps.</summary>
internal static unsafe class HostView
{
    private const nuint WakeRequest = 0x8010AA02;
    private const nuint WriteProtectRequest = 0xC018AA06;
    private const nuint ContinueRequest = 0xC020AA07;
    private const nuint PoisonRequest = 0xC020AA08;
    private const ulong ProtectMode = 1;
    private const ulong ContinueProtectedMode = 2;

    /// <summary>Takes pages from the view: the next touch faults.</summary>
    public static void Zap(FaultRegion* region, long offset, long bytes)
        => SystemCalls.Advise(region->User + offset, (nuint)bytes, SystemCalls.AdviseDontNeed);

    /// <summary>Write-protects pages, or ends that and wakes who waits; pages that are not mapped are protected when they will be.</summary>
    public static void WriteProtect(FaultRegion* region, long offset, long bytes, bool protect)
    {
        ulong* request = stackalloc ulong[3];
        request[0] = (ulong)(region->User + offset);
        request[1] = (ulong)bytes;
        request[2] = protect ? ProtectMode : 0;
        while (SystemCalls.Control(region->Service->Fault, WriteProtectRequest, request) < 0
            && SystemCalls.LastError is SystemCalls.ErrorAgain or SystemCalls.ErrorInterrupted)
        {
            // The address space was changing at the same time.
        }
    }

    /// <summary>Maps pages that exist and wakes who waits for them. Pages that are mapped stay as they are, pages that do not exist are left out.</summary>
    /// <returns>Whether some page was mapped before.</returns>
    public static bool Continue(FaultRegion* region, long offset, long bytes, bool protect)
    {
        bool mapped = false;
        bool skipped = false;
        ulong* request = stackalloc ulong[4];
        for (long done = 0; done < bytes;)
        {
            request[0] = (ulong)(region->User + offset + done);
            request[1] = (ulong)(bytes - done);
            request[2] = protect ? ContinueProtectedMode : 0;
            request[3] = 0;
            if (SystemCalls.Control(region->Service->Fault, ContinueRequest, request) == 0)
            {
                break;
            }

            int error = SystemCalls.LastError;
            long progress = (long)request[3];
            if (progress > 0)
            {
                done += progress;
            }
            else if (error == SystemCalls.ErrorExists || progress == -SystemCalls.ErrorExists)
            {
                mapped = true;
                skipped = true;
                done += FaultRegion.PageSize;
            }
            else if (error != SystemCalls.ErrorAgain && error != SystemCalls.ErrorInterrupted)
            {
                skipped = true;
                done += FaultRegion.PageSize;
            }
        }

        if (skipped)
        {
            Wake(region, offset, bytes);
        }

        return mapped;
    }

    /// <summary>Wakes who waits for pages, to try again.</summary>
    public static void Wake(FaultRegion* region, long offset, long bytes) => Wake(region->Service, region->User + offset, bytes);

    /// <summary>Wakes who waits for pages, to try again.</summary>
    public static void Wake(FaultServiceState* service, byte* address, long bytes)
    {
        ulong* request = stackalloc ulong[2];
        request[0] = (ulong)address;
        request[1] = (ulong)bytes;
        SystemCalls.Control(service->Fault, WakeRequest, request);
    }

    /// <summary>Makes pages fail when they are touched, and wakes who waits, to fail.</summary>
    public static void Poison(FaultRegion* region, long offset, long bytes)
    {
        region->HasLost = 1;
        HostMarks.Set(region, offset, bytes, HostMark.Poisoned);
        Zap(region, offset, bytes);
        if (region->Service->CanPoison == 0)
        {
            // Without the kernel's help the pages become inaccessible, which fails the same way.
            SystemCalls.Protect(region->User + offset, (nuint)bytes, SystemCalls.ProtNone);
            Wake(region, offset, bytes);
            return;
        }

        // The kernel poisons no page that is marked as write-protected, and a page that was taken from the view still is.
        WriteProtect(region, offset, bytes, protect: false);
        ulong* request = stackalloc ulong[4];
        for (long done = 0; done < bytes;)
        {
            request[0] = (ulong)(region->User + offset + done);
            request[1] = (ulong)(bytes - done);
            request[2] = 0;
            request[3] = 0;
            if (SystemCalls.Control(region->Service->Fault, PoisonRequest, request) == 0)
            {
                break;
            }

            long progress = (long)request[3];
            int error = SystemCalls.LastError;
            if (progress > 0)
            {
                done += progress;
            }
            else if (error is not (SystemCalls.ErrorAgain or SystemCalls.ErrorInterrupted))
            {
                SystemCalls.Protect(region->User + offset + done, (nuint)FaultRegion.PageSize, SystemCalls.ProtNone);
                done += FaultRegion.PageSize;
            }
        }

        Wake(region, offset, bytes);
    }

    /// <summary>Gives pages that were never written memory, so that a touch of them faults once they are a device's.</summary>
    public static void Populate(FaultRegion* region, long offset, long bytes)
        => SystemCalls.Advise(region->Alias + offset, (nuint)bytes, SystemCalls.AdvisePopulateWrite);

    /// <summary>How many host pages of a range exist; the others are zero and nobody has written them.</summary>
    public static long CountExisting(FaultRegion* region, long offset, long bytes)
        => SystemCalls.CountPages(region->Service->MemoryFile, region->MemoryOffset + offset, bytes);
}
