// Safety: the boundary: pointers come from the runtime, which keeps the lifetimes stated here.
using System.Runtime.InteropServices;

namespace HmmGen.Faults;

/// <summary>The service's functions as the runtime calls them.</summary>
internal static unsafe class ServiceExports
{
    /// <summary>Changes with every change of what the two sides share, so that a stale library is refused.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_version")]
    public static int Version() => FaultContract.Version;

    /// <summary>Opens a service, which runs until the process ends.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_service_open")]
    public static int Open(int userModeOnly, FaultServiceState** opened)
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

        FaultServiceState* service = (FaultServiceState*)NativeMemory.AllocZeroed((nuint)sizeof(FaultServiceState));
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

    /// <summary>Swaps "protect" and "copy", or puts them right again: for the test that must see the difference.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_service_swap")]
    public static void Swap(FaultServiceState* service, int copiesBeforeProtecting) => service->CopiesBeforeProtecting = copiesBeforeProtecting;

    /// <summary>Sets how many pages of files may have memory.</summary>
    [UnmanagedCallersOnly(EntryPoint = "hmm_service_files")]
    public static void LimitFiles(FaultServiceState* service, long pages)
    {
        HostLock.Enter(&service->TableLock);
        service->FileLimit = pages;
        service->FileRefusal = 0;
        HostLock.Leave(&service->TableLock);
    }

    [UnmanagedCallersOnly(EntryPoint = "hmm_watched_make")]
    public static int Make(FaultServiceState* service, byte* place, long bytes, long pageBytes, int file, long fileOffset, int isPrivate, FaultRegion** made)
        => WatchedRegions.Make(service, place, bytes, pageBytes, file, fileOffset, isPrivate != 0, made);

    [UnmanagedCallersOnly(EntryPoint = "hmm_slab_make")]
    public static int MakeSlab(FaultServiceState* service, byte* place, long bytes, FaultRegion** made) => WatchedSlabs.Make(service, place, bytes, made);

    [UnmanagedCallersOnly(EntryPoint = "hmm_part_make")]
    public static FaultRegion* MakePart(FaultRegion* slab, long offset, long bytes) => WatchedSlabs.MakePart(slab, offset, bytes);

    [UnmanagedCallersOnly(EntryPoint = "hmm_part_end")]
    public static int EndPart(FaultRegion* slab, FaultRegion* part, int isReachable) => WatchedSlabs.EndPart(slab, part, isReachable != 0) ? 1 : 0;

    [UnmanagedCallersOnly(EntryPoint = "hmm_watched_detach")]
    public static void Detach(FaultRegion* region) => WatchedRegions.Detach(region);

    [UnmanagedCallersOnly(EntryPoint = "hmm_watched_release")]
    public static void Release(FaultRegion* region, int keep) => WatchedRegions.Release(region, keep != 0);

    [UnmanagedCallersOnly(EntryPoint = "hmm_watched_free")]
    public static void Free(FaultRegion* region) => WatchedRegions.Free(region);
}
