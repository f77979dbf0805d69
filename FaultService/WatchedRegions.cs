// Safety: a watched region has two mappings of its part of the memory file until it is detached and released. A view in the program's own memory
// then gets zeros of its own back. Any other range stays mapped, with zeros, for spans that are left over it.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>The regions that a service watches: makes them, finds them by address, and ends them.</summary>
internal static unsafe class WatchedRegions
{
    private const nuint RegisterRequest = 0xC020AA00;
    private const nuint UnregisterRequest = 0x8010AA01;
    private const ulong WatchMissing = 1;
    private const ulong WatchWriteProtected = 2;
    private const ulong WatchMinor = 4;

    /// <summary>Makes a region.</summary>
    /// <param name="service">The service that watches it.</param>
    /// <param name="place">The address of the user's view: whole pages of the program's memory, whose contents are lost; null for any address.</param>
    /// <param name="bytes">Its size; not 0.</param>
    /// <param name="pageBytes">The size of the host's pages beneath: a host page's or a huge page's. A region with a file has no huge pages.</param>
    /// <param name="file">The file beneath, owned by the region once the region is made; -1 for none.</param>
    /// <param name="fileOffset">The region's first byte in the file.</param>
    /// <param name="isPrivate">Whether changes never reach the file.</param>
    /// <param name="made">The region.</param>
    /// <returns>0, or a negative error number; on an error the memory at the place is the program's as before, and zero.</returns>
    public static int Make(ServiceState* service, byte* place, long bytes, long pageBytes, int file, long fileOffset, bool isPrivate, CoreRegion** made)
    {
        long rounded = (bytes + pageBytes - 1) & -pageBytes;
        HostLock.Enter(&service->TableLock);
        long memoryOffset = (service->NextOffset + pageBytes - 1) & -pageBytes;
        service->NextOffset = memoryOffset + rounded;
        HostLock.Leave(&service->TableLock);
        byte* alias = Views.Map(service, null, memoryOffset, rounded, pageBytes);
        if (alias is null)
        {
            return -SystemCalls.LastError;
        }

        bool huge = pageBytes == HugePages.Size;
        byte* user = Views.Map(service, place, memoryOffset, rounded, pageBytes);
        if (user is null
            || (huge && !MakeHuge(user, alias, rounded))
            || Register(service, user, rounded, file >= 0) < 0
            || (!huge && !Empty(user, rounded))
            || !Keep(user, alias, rounded))
        {
            int error = -SystemCalls.LastError;

            // Huge pages, and pages of locked memory, have memory already. Where Linux refuses, the memory goes back with the process.
            _ = SystemCalls.Allocate(ServiceFiles.NumberOf(&service->Memory), SystemCalls.HoleKeepingSize, memoryOffset, rounded);
            SystemCalls.Unmap(alias, (nuint)rounded);
            GiveUp(service, place, user, rounded);
            return error;
        }

        CoreRegion* region = Describe(service, user, alias, memoryOffset, rounded);
        region->Length = bytes;
        region->IsPlaced = place is not null ? 1 : 0;
        region->File = file;
        region->FileOffset = fileOffset;
        region->IsPrivate = isPrivate ? 1 : 0;
        region->FileBytes = file >= 0 ? bytes : 0;
        region->FilledPages = file < 0 ? null : (int*)NativeMemory.AllocZeroed((nuint)(((rounded - 1) >> CoreRegion.BlockShift) + 1), sizeof(int));
        HostLock.Enter(&service->TableLock);
        Insert(service, region);
        MappedFiles.Add(service, region);
        HostLock.Leave(&service->TableLock);
        *made = region;
        return 0;
    }

    /// <summary>Ends the user's view. From now on threads that touch it, or wait for a page of it, find zeros that belong to no region. Done once.</summary>
    public static void Detach(CoreRegion* region)
    {
        ServiceState* service = region->Service;
        HostLock.Enter(&service->TableLock);
        BlockLocks.EnterAll(region);
        RemoveFromTable(service, region);
        MappedFiles.Remove(service, region);
        Replace(region);
        region->Detached = 1;
        BlockLocks.LeaveAll(region);
        HostView.Wake(service, region->User, region->Bytes);
        HostLock.Leave(&service->TableLock);
    }

    /// <summary>Gives back the memory and the file of a detached region that no device mirrors. The user's view stays, as zeros. Done once.</summary>
    public static void Release(CoreRegion* region)
    {
        // Where Linux refuses, the memory goes back with the process.
        _ = HostView.Punch(region, 0, region->Bytes);
        _ = SystemCalls.Unmap(region->Alias, (nuint)region->Bytes);
        if (region->File >= 0)
        {
            // A flush has synchronized the file. Linux closes the descriptor whatever it returns.
            _ = SystemCalls.Close(region->File);
        }
    }

    /// <summary>Frees the core's data of a released region. No caller may know the region any more.</summary>
    /// <param name="region">The region.</param>
    /// <param name="keep">Whether a span may be left over a view that is not in the program's own memory.</param>
    public static void Free(CoreRegion* region, bool keep)
    {
        if (region->IsPlaced == 0 && !keep)
        {
            _ = SystemCalls.Unmap(region->User, (nuint)region->Bytes);
        }

        NativeMemory.Free(region->Parts);
        NativeMemory.Free(region->FilledPages);
        NativeMemory.Free(region->Scans);
        Lifetimes.FreeRegion(region);
    }

    /// <summary>The region at an address: in a slab the part, or the slab itself where no part is left. The caller holds the service's lock.</summary>
    /// <returns>The region, or null.</returns>
    public static CoreRegion* Find(ServiceState* service, byte* address)
    {
        long index = FirstAfter(service, address) - 1;
        if (index < 0 || address >= service->Regions[index]->User + service->Regions[index]->Bytes)
        {
            return null;
        }

        CoreRegion* region = service->Regions[index];
        CoreRegion* part = region->Parts is null ? null : region->Parts[(address - region->User) / CoreRegion.PageSize];
        return part is null ? region : part;
    }

    /// <summary>Whether a region, or a slab, has some of a range.</summary>
    /// <param name="service">The service.</param>
    /// <param name="address">The range's first byte.</param>
    /// <param name="bytes">Its size; not 0.</param>
    /// <returns>True when one has.</returns>
    public static bool Overlap(ServiceState* service, byte* address, long bytes)
    {
        HostLock.Enter(&service->TableLock);
        long last = FirstAfter(service, address + bytes - 1) - 1;
        bool overlap = last >= 0 && service->Regions[last]->User + service->Regions[last]->Bytes > address;
        HostLock.Leave(&service->TableLock);
        return overlap;
    }

    /// <summary>Makes the core's data for memory that is mapped and watched.</summary>
    public static CoreRegion* Describe(ServiceState* service, byte* user, byte* alias, long memoryOffset, long bytes)
    {
        CoreRegion* region = Lifetimes.MakeRegion(user, bytes);
        region->Alias = alias;
        region->Service = service;
        region->MemoryOffset = memoryOffset;
        ShuttleBlocks.Make(region);
        region->Scans = (HostScan*)NativeMemory.AllocZeroed(HostScan.Number, (nuint)sizeof(HostScan));
        for (int scan = 0; scan < HostScan.Number; scan++)
        {
            region->Scans[scan].Next = -1;
        }

        return region;
    }

    /// <summary>Replaces the user's view by zeros that the service does not watch. The caller holds the service's lock and the blocks' locks.</summary>
    public static void Replace(CoreRegion* region)
    {
        if (!Zeros(region->User, region->Bytes, region->IsPlaced != 0) && !LetGo(region->Service, region->User, region->Bytes))
        {
            // The program goes on using the memory, and its faults would never be served.
            Environment.FailFast("HmmGen: Linux refuses to replace the mapping of an array that ends; its page faults would wait for ever");
        }
    }

    /// <summary>Gives both views huge pages before they are watched: Linux maps none in a view that is watched.</summary>
    private static bool MakeHuge(byte* user, byte* alias, long bytes)
        => HugePages.Make(alias, bytes) == 0 && SystemCalls.Advise(user, (nuint)bytes, SystemCalls.AdvisePopulateWrite) == 0;

    /// <summary>
    /// Replaces what is mapped at an address by zeros. In the program's own memory they count as the program's; otherwise the mapping and its
    /// neighbours could never be one mapping again.
    /// </summary>
    private static bool Zeros(byte* address, long bytes, bool placed)
    {
        void* range = SystemCalls.Map(
            address,
            (nuint)bytes,
            SystemCalls.ProtRead | SystemCalls.ProtWrite,
            SystemCalls.MapPrivate | SystemCalls.MapAnonymous | SystemCalls.MapFixed | (placed ? 0 : SystemCalls.MapNoReserve),
            -1,
            0);
        return (nint)range != -1;
    }

    /// <summary>Empties the view: where all memory of the process is locked, Linux has filled it before it was watched. Empty pages fault.</summary>
    private static bool Empty(byte* user, long bytes) => SystemCalls.Advise(user, (nuint)bytes, SystemCalls.AdviseDontNeedLocked) == 0;

    /// <summary>Keeps the views out of forked children, which would keep old pages, and out of dumps, which would wait for faults for ever.</summary>
    private static bool Keep(byte* user, byte* alias, long bytes)
        => SystemCalls.Advise(user, (nuint)bytes, SystemCalls.AdviseDontFork) == 0
            && SystemCalls.Advise(alias, (nuint)bytes, SystemCalls.AdviseDontFork) == 0
            && SystemCalls.Advise(user, (nuint)bytes, SystemCalls.AdviseDontDump) == 0;

    private static void GiveUp(ServiceState* service, byte* place, byte* user, long bytes)
    {
        if (place is null)
        {
            if (user is not null)
            {
                SystemCalls.Unmap(user, (nuint)bytes);
            }
        }
        else if (!Zeros(place, bytes, placed: true) && !(user is null ? IsMapped(place, bytes) : LetGo(service, user, bytes)))
        {
            // A failed mapping has left a hole where the program's memory was.
            Environment.FailFast("HmmGen: Linux failed to map an array over the program's memory and left a hole there");
        }
    }

    /// <summary>Used where Linux cannot map zeros: the view becomes ordinary memory over a part of the memory file that is never used again.</summary>
    private static bool LetGo(ServiceState* service, byte* user, long bytes)
    {
        ulong* request = stackalloc ulong[2];
        request[0] = (ulong)user;
        request[1] = (ulong)bytes;
        return ServiceFiles.Control(CoreCall.Unregister, service, UnregisterRequest, request) == 0
            && SystemCalls.Protect(user, (nuint)bytes, SystemCalls.ProtRead | SystemCalls.ProtWrite) == 0;
    }

    /// <summary>Whether a whole range is mapped. Linux refuses advice for an unmapped range, even advice that changes nothing.</summary>
    private static bool IsMapped(byte* address, long bytes) => SystemCalls.Advise(address, (nuint)bytes, SystemCalls.AdviseNormal) == 0;

    /// <summary>Registers a view with the service's userfaultfd. Linux serves its unwritten pages, unless they come from a file.</summary>
    private static int Register(ServiceState* service, byte* user, long bytes, bool file)
    {
        ulong* request = stackalloc ulong[4];
        request[0] = (ulong)user;
        request[1] = (ulong)bytes;
        request[2] = WatchWriteProtected | WatchMinor | (file ? WatchMissing : 0);
        request[3] = 0;
        return ServiceFiles.Control(CoreCall.Register, service, RegisterRequest, request);
    }

    private static void Insert(ServiceState* service, CoreRegion* region)
    {
        if (service->Count == service->Capacity)
        {
            service->Capacity = Math.Max(64, 2 * service->Capacity);
            service->Regions = (CoreRegion**)NativeMemory.Realloc(service->Regions, (nuint)(service->Capacity * sizeof(CoreRegion*)));
        }

        long index = FirstAfter(service, region->User);
        for (long i = service->Count; i > index; i--)
        {
            service->Regions[i] = service->Regions[i - 1];
        }

        service->Regions[index] = region;
        service->Count++;
    }

    private static void RemoveFromTable(ServiceState* service, CoreRegion* region)
    {
        long index = FirstAfter(service, region->User) - 1;
        service->Count--;
        for (long i = index; i < service->Count; i++)
        {
            service->Regions[i] = service->Regions[i + 1];
        }
    }

    /// <summary>The number of the first region that begins after an address.</summary>
    private static long FirstAfter(ServiceState* service, byte* address)
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
