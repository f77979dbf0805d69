// Safety: a part's pages lie in its slab, whose views stay mapped until the last part has ended; no two parts share a page.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>
/// Slabs: watched regions whose pages belong to small regions, the parts. A part has no mapping of its own. It has its own locks, marks and
/// mirrors, so that its pages move as those of any other region.
/// </summary>
internal static unsafe class WatchedSlabs
{
    /// <summary>Makes a slab without parts.</summary>
    /// <param name="service">The service that watches it.</param>
    /// <param name="place">The address of the user's view: whole pages of the program's memory, whose contents are lost.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="made">The slab.</param>
    /// <returns>0, or a negative error number; on an error the memory at the place is the program's as before, and zero.</returns>
    public static int Make(ServiceState* service, byte* place, long bytes, CoreRegion** made)
    {
        CoreRegion* slab;
        int error = WatchedRegions.Make(service, place, bytes, CoreRegion.PageSize, -1, 0, isPrivate: false, &slab);
        if (error == 0)
        {
            HostLock.Enter(&service->TableLock);
            slab->Parts = (CoreRegion**)NativeMemory.AllocZeroed((nuint)(slab->Bytes / CoreRegion.PageSize), (nuint)sizeof(CoreRegion*));
            HostLock.Leave(&service->TableLock);
            *made = slab;
        }

        return error;
    }

    /// <summary>Makes a part of pages that were never a part before.</summary>
    /// <param name="slab">The slab.</param>
    /// <param name="offset">The part's first byte in the slab; a host page's first byte.</param>
    /// <param name="bytes">Its size; not 0.</param>
    /// <returns>The part.</returns>
    public static CoreRegion* MakePart(CoreRegion* slab, long offset, long bytes)
    {
        long rounded = (bytes + CoreRegion.PageSize - 1) & -CoreRegion.PageSize;
        CoreRegion* part = WatchedRegions.Describe(slab->Service, slab->User + offset, slab->Alias + offset, slab->MemoryOffset + offset, rounded);
        part->Length = bytes;
        part->IsPlaced = 1;
        HostLock.Enter(&slab->Service->TableLock);
        SetOwner(slab, part, part);
        HostLock.Leave(&slab->Service->TableLock);
        return part;
    }

    /// <summary>Ends a part. Its pages give their memory back; threads that touch them, or wait for one, find zeros that belong to no region. Done once.</summary>
    /// <param name="slab">The slab.</param>
    /// <param name="part">The part.</param>
    /// <returns>Whether its pages are a mapping of their own from now on, until the slab ends.</returns>
    public static bool EndPart(CoreRegion* slab, CoreRegion* part)
    {
        HostLock.Enter(&part->Service->TableLock);
        SetOwner(slab, part, null);
        BlockLocks.Enter(part, 0, part->Bytes);
        bool isReplaced = End(part);
        part->Detached = 1;
        BlockLocks.Leave(part, 0, part->Bytes);
        HostView.Wake(part->Service, part->User, part->Bytes);
        HostLock.Leave(&part->Service->TableLock);
        return isReplaced;
    }

    private static bool End(CoreRegion* part)
    {
        // Memory that is given back leaves every view. Linux may still note the pages as protected; the slab ends that when they are touched.
        if (part->Lost == LossReason.None && part->WasProtected == 0 && HostView.Punch(part, 0, part->Bytes) == 0)
        {
            return false;
        }

        // Nothing else ends poison or protection.
        WatchedRegions.Replace(part);
        _ = HostView.Punch(part, 0, part->Bytes);
        return true;
    }

    /// <summary>Sets the region that a part's pages belong to. The caller holds the service's lock.</summary>
    private static void SetOwner(CoreRegion* slab, CoreRegion* part, CoreRegion* owner)
    {
        long first = (part->User - slab->User) / CoreRegion.PageSize;
        for (long page = first; page < first + part->Bytes / CoreRegion.PageSize; page++)
        {
            slab->Parts[page] = owner;
        }
    }
}
