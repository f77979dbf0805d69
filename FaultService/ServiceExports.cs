// Safety: this is the boundary. Pointers come from the runtime, which keeps the lifetimes stated here.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>The service's functions that the runtime calls.</summary>
internal static unsafe class ServiceExports
{
    /// <summary>Gives the functions of this library. Its signature never changes.</summary>
    /// <param name="core">Where those of the core go; null to ask for the version only.</param>
    /// <param name="watching">Where those of the service go; null with the other.</param>
    /// <returns>The version, without which nobody knows how large the tables are; see <see cref="CoreContract"/>.</returns>
    [UnmanagedCallersOnly(EntryPoint = CoreContract.Export)]
    public static int Give(CoreTable* core, WatchingTable* watching)
    {
        if (core is not null)
        {
            *core = CoreTable.Fill();
            *watching = new WatchingTable
            {
                Open = &Open,
                Swap = &Swap,
                LimitFiles = &LimitFiles,
                Watches = &Watches,
                Make = &Make,
                MakeSlab = &MakeSlab,
                MakePart = &MakePart,
                EndPart = &EndPart,
                Detach = &Detach,
                Release = &Release,
                Free = &Free,
                Settle = &HostRanges.Settle,
                Offer = &HostRanges.Offer,
                OpenRange = &HostRanges.Open,
                EndShuttling = &ShuttleBlocks.End,
                Pin = &HostRanges.Pin,
                Unpin = &HostRanges.Unpin,
                Discard = &HostRanges.Discard,
                Protect = &HostRanges.Protect,
                EndOfMemory = &HostView.EndOfMemory,
                Flush = &FileBacking.Flush,
            };
        }

        return CoreContract.Version;
    }

    /// <summary>Opens a service, which runs until the process ends.</summary>
    [UnmanagedCallersOnly]
    private static int Open(int userModeOnly, ServiceState** opened)
    {
        int error = FaultDescriptor.Open(userModeOnly != 0, out int descriptor, out bool canPoison);
        if (error != 0)
        {
            return error;
        }

        int memory = MemoryFile.Make();
        if (memory < 0)
        {
            SystemCalls.Close(descriptor);
            return memory;
        }

        ServiceState* service = (ServiceState*)NativeMemory.AllocZeroed((nuint)sizeof(ServiceState));
        error = ServiceFiles.Take(&service->Fault, descriptor);
        if (error != 0)
        {
            SystemCalls.Close(memory);
            NativeMemory.Free(service);
            return error;
        }

        error = ServiceFiles.Take(&service->Memory, memory);
        if (error != 0)
        {
            ServiceFiles.Close(&service->Fault);
            NativeMemory.Free(service);
            return error;
        }

        service->CanPoison = canPoison ? 1 : 0;
        service->IsUserModeOnly = userModeOnly;
        service->PageMap.Number = service->PageMap.Spare = -1;
        if (userModeOnly != 0)
        {
            OpenPageMap(service);
        }

        ServiceThread.Start(service);
        ServiceKeeper.Start(service);
        *opened = service;
        return 0;
    }

    /// <summary>Opens the page table of the process. Without it the core asks Linux to map each page again, which is slow.</summary>
    private static void OpenPageMap(ServiceState* service)
    {
        const int CloseOnExec = 0x80000;
        int number;
        fixed (byte* path = "/proc/self/pagemap\0"u8)
        {
            number = SystemCalls.Open(path, CloseOnExec);
        }

        if (number < 0 || ServiceFiles.Take(&service->PageMap, number) != 0)
        {
            service->PageMap.Number = service->PageMap.Spare = -1;
        }
    }

    /// <summary>Makes the service copy before it protects, or protect before it copies again. One test needs the wrong order to see the difference.</summary>
    [UnmanagedCallersOnly]
    private static void Swap(ServiceState* service, int copiesBeforeProtecting) => service->CopiesBeforeProtecting = copiesBeforeProtecting;

    /// <summary>Sets how many pages of files may have memory.</summary>
    [UnmanagedCallersOnly]
    private static void LimitFiles(ServiceState* service, long pages)
    {
        HostLock.Enter(&service->TableLock);
        service->FileLimit = pages;
        service->FileRefusal = 0;
        HostLock.Leave(&service->TableLock);
    }

    [UnmanagedCallersOnly]
    private static int Watches(ServiceState* service, byte* address, long bytes) => WatchedRegions.Overlap(service, address, bytes) ? 1 : 0;

    [UnmanagedCallersOnly]
    private static int Make(ServiceState* service, byte* place, long bytes, long pageBytes, int file, long fileOffset, int isPrivate, CoreRegion** made)
        => WatchedRegions.Make(service, place, bytes, pageBytes, file, fileOffset, isPrivate != 0, made);

    [UnmanagedCallersOnly]
    private static int MakeSlab(ServiceState* service, byte* place, long bytes, CoreRegion** made) => WatchedSlabs.Make(service, place, bytes, made);

    [UnmanagedCallersOnly]
    private static CoreRegion* MakePart(CoreRegion* slab, long offset, long bytes) => WatchedSlabs.MakePart(slab, offset, bytes);

    [UnmanagedCallersOnly]
    private static int EndPart(CoreRegion* slab, CoreRegion* part) => WatchedSlabs.EndPart(slab, part) ? 1 : 0;

    [UnmanagedCallersOnly]
    private static void Detach(CoreRegion* region) => WatchedRegions.Detach(region);

    [UnmanagedCallersOnly]
    private static void Release(CoreRegion* region) => WatchedRegions.Release(region);

    [UnmanagedCallersOnly]
    private static void Free(CoreRegion* region, int keep) => WatchedRegions.Free(region, keep != 0);
}
