// Safety: this is the boundary. Pointers come from the runtime, which keeps the lifetimes stated here.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>The service's functions that the runtime calls.</summary>
internal static unsafe class ServiceExports
{
    /// <summary>The version of what both sides share. Every change of it changes the version, so that the runtime refuses a stale library.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_version")]
    public static int Version() => CoreContract.Version;

    /// <summary>Opens a service, which runs until the process ends.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_service_open")]
    public static int Open(int userModeOnly, ServiceState** opened)
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
        ServiceThread.Start(service);
        ServiceKeeper.Start(service);
        *opened = service;
        return 0;
    }

    /// <summary>Makes the service copy before it protects, or protect before it copies again. One test needs the wrong order to see the difference.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_service_swap")]
    public static void Swap(ServiceState* service, int copiesBeforeProtecting) => service->CopiesBeforeProtecting = copiesBeforeProtecting;

    /// <summary>Sets how many pages of files may have memory.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_service_files")]
    public static void LimitFiles(ServiceState* service, long pages)
    {
        HostLock.Enter(&service->TableLock);
        service->FileLimit = pages;
        service->FileRefusal = 0;
        HostLock.Leave(&service->TableLock);
    }

    [UnmanagedCallersOnly(EntryPoint = "hmm_watched_make")]
    public static int Make(ServiceState* service, byte* place, long bytes, long pageBytes, int file, long fileOffset, int isPrivate, CoreRegion** made)
        => WatchedRegions.Make(service, place, bytes, pageBytes, file, fileOffset, isPrivate != 0, made);

    [UnmanagedCallersOnly(EntryPoint = "hmm_slab_make")]
    public static int MakeSlab(ServiceState* service, byte* place, long bytes, CoreRegion** made) => WatchedSlabs.Make(service, place, bytes, made);

    [UnmanagedCallersOnly(EntryPoint = "hmm_part_make")]
    public static CoreRegion* MakePart(CoreRegion* slab, long offset, long bytes) => WatchedSlabs.MakePart(slab, offset, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_part_end")]
    public static int EndPart(CoreRegion* slab, CoreRegion* part, int isReachable) => WatchedSlabs.EndPart(slab, part, isReachable != 0) ? 1 : 0;

    [UnmanagedCallersOnly(EntryPoint = "hmm_watched_detach")]
    public static void Detach(CoreRegion* region) => WatchedRegions.Detach(region);

    [UnmanagedCallersOnly(EntryPoint = "hmm_watched_release")]
    public static void Release(CoreRegion* region, int keep) => WatchedRegions.Release(region, keep != 0);

    [UnmanagedCallersOnly(EntryPoint = "hmm_watched_free")]
    public static void Free(CoreRegion* region) => WatchedRegions.Free(region);
}
