// Safety: a watched region has two mappings of its part of the memory file for its whole life. After it the user's range stays mapped
// without access, so that a late touch fails: it never finds other memory, and never zeros.
using System.Runtime.InteropServices;

namespace HmmGen.Faults;

/// <summary>The regions that a service watches: made, found by address, and ended.</summary>
internal static unsafe class WatchedRegions
{
    /// <summary>How much address space of ended regions is kept unusable at most; after that the oldest is given back.</summary>
    private const long MostQuarantined = 1L << 44;

    private const nuint RegisterRequest = 0xC020AA00;
    private const ulong WatchMissing = 1;
    private const ulong WatchWriteProtected = 2;
    private const ulong WatchMinor = 4;

    private static readonly Quarantine* Ended = (Quarantine*)NativeMemory.AllocZeroed((nuint)sizeof(Quarantine));

    /// <summary>Makes a region.</summary>
    /// <param name="service">Who watches it.</param>
    /// <param name="bytes">Its size; not 0.</param>
    /// <param name="file">The file beneath, owned by the region from now on if it is made; -1 for none.</param>
    /// <param name="fileOffset">Where it begins in the file.</param>
    /// <param name="made">The region.</param>
    /// <returns>0, or a negative error number.</returns>
    public static int Make(FaultServiceState* service, long bytes, int file, long fileOffset, FaultRegion** made)
    {
        long rounded = (bytes + FaultRegion.PageSize - 1) & -FaultRegion.PageSize;
        HostLock.Enter(&service->TableLock);
        long memoryOffset = service->NextOffset;
        service->NextOffset += rounded;
        HostLock.Leave(&service->TableLock);
        byte* user = Reserve(null, 2 * rounded);
        if (user is null)
        {
            return -SystemCalls.LastError;
        }

        byte* alias = user + rounded;
        if (!View(service, user, memoryOffset, rounded)
            || !View(service, alias, memoryOffset, rounded)
            || Register(service, user, rounded, file >= 0) < 0
            || !Empty(user, rounded)
            || !Keep(user, alias, rounded))
        {
            int error = -SystemCalls.LastError;
            SystemCalls.Unmap(user, (nuint)(2 * rounded));
            return error;
        }

        FaultRegion* region = Lifetimes.MakeRegion(user, rounded);
        region->Alias = alias;
        region->Length = bytes;
        region->Service = service;
        region->MemoryOffset = memoryOffset;
        region->File = file;
        region->FileOffset = fileOffset;
        region->Scans = (HostScan*)NativeMemory.AllocZeroed(HostScan.Number, (nuint)sizeof(HostScan));
        for (int scan = 0; scan < HostScan.Number; scan++)
        {
            region->Scans[scan].Next = -1;
        }

        region->FileBytes = file >= 0 ? bytes : 0;
        region->Marks = (byte*)NativeMemory.AllocZeroed((nuint)(rounded / FaultRegion.PageSize));
        HostLock.Enter(&service->TableLock);
        Insert(service, region);
        HostLock.Leave(&service->TableLock);
        *made = region;
        return 0;
    }

    /// <summary>Ends a region that no device mirrors. Who touches it from now on fails, and so does who waits for it.</summary>
    public static void End(FaultRegion* region)
    {
        FaultServiceState* service = region->Service;
        HostLock.Enter(&service->TableLock);
        RemoveFromTable(service, region);
        bool closed = Close(region->User, region->Bytes);
        HostView.Wake(region, 0, region->Bytes);

        // Where that is refused the memory is given back with the process.
        _ = HostView.Punch(region, 0, region->Bytes);

        // The alias beside it too: neighbours that have ended become one mapping, of which the system allows a limited number.
        closed &= Close(region->Alias, region->Bytes);
        if (region->File >= 0)
        {
            // A flush has synchronized what matters; the descriptor is gone whatever is returned.
            _ = SystemCalls.Close(region->File);
        }

        if (closed)
        {
            Ended->Add(region->User, 2 * region->Bytes, MostQuarantined);
        }

        HostLock.Leave(&service->TableLock);
        NativeMemory.Free(region->Marks);
        NativeMemory.Free(region->Scans);
        Lifetimes.FreeRegion(region);
    }

    /// <summary>The region at an address. Under the service's lock.</summary>
    /// <returns>The region, or null.</returns>
    public static FaultRegion* Find(FaultServiceState* service, byte* address)
    {
        long index = FirstAfter(service, address) - 1;
        return index >= 0 && address < service->Regions[index]->User + service->Regions[index]->Bytes ? service->Regions[index] : null;
    }

    /// <summary>Takes a range without access: anywhere, or in place of what is mapped at an address.</summary>
    private static byte* Reserve(byte* address, long bytes)
    {
        int where = address is null ? 0 : SystemCalls.MapFixed;
        void* range = SystemCalls.Map(
            address,
            (nuint)bytes,
            SystemCalls.ProtNone,
            SystemCalls.MapPrivate | SystemCalls.MapAnonymous | SystemCalls.MapNoReserve | where,
            -1,
            0);
        return (nint)range == -1 ? null : (byte*)range;
    }

    /// <summary>Makes a range fail when it is touched, and lets go of the memory beneath if that can be had.</summary>
    /// <returns>Whether it does; else it is unmapped, or stays as it is for ever.</returns>
    private static bool Close(byte* address, long bytes)
    {
        if (Reserve(address, bytes) is not null || SystemCalls.Protect(address, (nuint)bytes, SystemCalls.ProtNone) == 0)
        {
            return true;
        }

        _ = SystemCalls.Unmap(address, (nuint)bytes);
        return false;
    }

    /// <summary>Where all memory of the process is locked the kernel has filled the view before it was watched: the pages leave it again, to fault.</summary>
    private static bool Empty(byte* user, long bytes) => SystemCalls.Advise(user, (nuint)bytes, SystemCalls.AdviseDontNeedLocked) == 0;

    /// <summary>A child made by fork would see pages as they are now, for ever, and a dump would wait for faults nobody serves.</summary>
    private static bool Keep(byte* user, byte* alias, long bytes)
        => SystemCalls.Advise(user, (nuint)bytes, SystemCalls.AdviseDontFork) == 0
            && SystemCalls.Advise(alias, (nuint)bytes, SystemCalls.AdviseDontFork) == 0
            && SystemCalls.Advise(user, (nuint)bytes, SystemCalls.AdviseDontDump) == 0;

    private static bool View(FaultServiceState* service, byte* address, long offset, long bytes)
    {
        void* view = SystemCalls.Map(
            address,
            (nuint)bytes,
            SystemCalls.ProtRead | SystemCalls.ProtWrite,
            SystemCalls.MapShared | SystemCalls.MapNoReserve | SystemCalls.MapFixed,
            service->MemoryFile,
            offset);
        return (nint)view != -1;
    }

    /// <summary>Pages that nobody has written yet are left to the kernel, unless they come from a file.</summary>
    private static int Register(FaultServiceState* service, byte* user, long bytes, bool file)
    {
        ulong* request = stackalloc ulong[4];
        request[0] = (ulong)user;
        request[1] = (ulong)bytes;
        request[2] = WatchWriteProtected | WatchMinor | (file ? WatchMissing : 0);
        request[3] = 0;
        return SystemCalls.Control(service->Fault, RegisterRequest, request);
    }

    private static void Insert(FaultServiceState* service, FaultRegion* region)
    {
        if (service->Count == service->Capacity)
        {
            service->Capacity = Math.Max(64, 2 * service->Capacity);
            service->Regions = (FaultRegion**)NativeMemory.Realloc(service->Regions, (nuint)(service->Capacity * sizeof(FaultRegion*)));
        }

        long index = FirstAfter(service, region->User);
        for (long i = service->Count; i > index; i--)
        {
            service->Regions[i] = service->Regions[i - 1];
        }

        service->Regions[index] = region;
        service->Count++;
    }

    private static void RemoveFromTable(FaultServiceState* service, FaultRegion* region)
    {
        long index = FirstAfter(service, region->User) - 1;
        service->Count--;
        for (long i = index; i < service->Count; i++)
        {
            service->Regions[i] = service->Regions[i + 1];
        }
    }

    /// <summary>The number of the first region that begins after an address.</summary>
    private static long FirstAfter(FaultServiceState* service, byte* address)
    {
        long low = 0;
        long high = service->Count;
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (service->Regions[middle]->User <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
