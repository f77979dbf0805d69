// Safety: the caller that makes an object frees it once, when no thread uses it any more. The tables are zero when they are made.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Makes and frees the core's regions, devices and mirrors.</summary>
internal static unsafe class Lifetimes
{
    /// <summary>Makes a region over unwatched memory.</summary>
    public static CoreRegion* MakeRegion(byte* address, long bytes)
    {
        CoreRegion* region = (CoreRegion*)NativeMemory.AllocZeroed((nuint)sizeof(CoreRegion));
        region->User = region->Alias = address;
        region->Bytes = region->Length = bytes;
        region->File = region->MappedFile = -1;
        region->Atom = 0;
        region->Marks = (ushort*)NativeMemory.AllocZeroed((nuint)((bytes + CoreRegion.PageSize - 1) / CoreRegion.PageSize), sizeof(ushort));
        region->Blocks = (int*)NativeMemory.AllocZeroed((nuint)(((bytes - 1) >> CoreRegion.BlockShift) + 1), sizeof(int));
        return region;
    }

    /// <summary>Frees a region that no device mirrors. The caller frees the memory beneath.</summary>
    public static void FreeRegion(CoreRegion* region)
    {
        NativeMemory.Free(region->Marks);
        NativeMemory.Free(region->Blocks);
        ShuttleBlocks.Free(region);
        NativeMemory.Free(region);
    }

    /// <summary>Makes a device without frames.</summary>
    [UnmanagedCallersOnly]
    public static CoreDevice* MakeDevice(DeviceCopyKind kind, DeviceDriver* driver, int shuttles)
    {
        CoreDevice* device = (CoreDevice*)NativeMemory.AllocZeroed((nuint)sizeof(CoreDevice));
        device->Kind = kind;
        device->Shuttles = shuttles;
        if (driver is not null)
        {
            device->Driver = *driver;
        }

        return device;
    }

    /// <summary>Sets the place of a device's frames. The old frames may be freed afterwards.</summary>
    [UnmanagedCallersOnly]
    public static void SetFrames(CoreDevice* device, DeviceCopyKind kind, nint frames, long bytes)
    {
        HostLock.Enter(&device->CopyLock);

        // A host touch may have queued a copy from the old frames and let the lock go.
        QueuedCopies.Drain(device);
        device->Kind = kind;
        device->Frames = frames;
        device->FrameBytes = bytes;
        HostLock.Leave(&device->CopyLock);
    }

    /// <summary>Marks a device as lost. Every copy to or from it fails from now on.</summary>
    [UnmanagedCallersOnly]
    public static void LoseDevice(CoreDevice* device)
    {
        HostLock.Enter(&device->CopyLock);
        device->Lost = 1;
        HostLock.Leave(&device->CopyLock);
        HostLock.Enter(&device->ListLock);
        for (CoreMirror* mirror = device->Mirrors; mirror is not null; mirror = mirror->NextOfDevice)
        {
            mirror->Region->Lost |= LossReason.Device;
        }

        HostLock.Leave(&device->ListLock);
    }

    /// <summary>Frees a device that mirrors nothing.</summary>
    [UnmanagedCallersOnly]
    public static void FreeDevice(CoreDevice* device)
    {
        device->Pending.Free();
        device->Late.Free();
        device->Changes.Free();
        NativeMemory.Free(device->Merging);
        MergedPages.FreeSpare(device);
        NativeMemory.Free(device);
    }

    /// <summary>Makes a mirror of a region on a device. The mirror has no pages yet.</summary>
    /// <returns>The mirror; null where the process has no memory for it.</returns>
    [UnmanagedCallersOnly]
    public static CoreMirror* MakeMirror(CoreRegion* region, CoreDevice* device, long pageBytes, long number)
    {
        CoreMirror* mirror = TryMake(region, device, pageBytes, number);
        if (mirror is null)
        {
            return null;
        }

        BlockLocks.EnterAll(region);
        mirror->Next = region->Mirrors;
        region->Mirrors = mirror;
        region->MayBeUnmapped = 1;
        BlockLocks.LeaveAll(region);
        HostLock.Enter(&device->ListLock);
        mirror->NextOfDevice = device->Mirrors;
        device->Mirrors = mirror;
        HostLock.Leave(&device->ListLock);
        return mirror;
    }

    /// <summary>Frees a mirror that has no pages on the device.</summary>
    [UnmanagedCallersOnly]
    public static void FreeMirror(CoreMirror* mirror)
    {
        CoreRegion* region = mirror->Region;
        CoreDevice* device = mirror->Device;

        // The service walks the list before it takes a block's lock.
        ServiceState* service = region->Service;
        if (service is not null)
        {
            HostLock.Enter(&service->TableLock);
        }

        BlockLocks.EnterAll(region);
        CoreMirror** link = &region->Mirrors;
        while (*link != mirror)
        {
            link = &(*link)->Next;
        }

        *link = mirror->Next;
        BlockLocks.LeaveAll(region);
        if (service is not null)
        {
            HostLock.Leave(&service->TableLock);
        }

        HostLock.Enter(&device->ListLock);
        CoreMirror** linkOfDevice = &device->Mirrors;
        while (*linkOfDevice != mirror)
        {
            linkOfDevice = &(*linkOfDevice)->NextOfDevice;
        }

        *linkOfDevice = mirror->NextOfDevice;

        // A page with a twin is pending, so this finds every twin. Those of a region that is not watched went with their pages.
        FreeTwins(mirror, device->Pending);
        FreeTwins(mirror, device->Late);
        device->Pending.Remove(mirror);
        device->Late.Remove(mirror);
        device->Changes.Remove(mirror);
        HostLock.Leave(&device->ListLock);

        FreeTables(mirror);
    }

    /// <summary>A mirror that its region and its device do not know yet. An exception would not leave the core: it would end the process.</summary>
    private static CoreMirror* TryMake(CoreRegion* region, CoreDevice* device, long pageBytes, long number)
    {
        CoreMirror* mirror = null;
        try
        {
            mirror = (CoreMirror*)NativeMemory.AllocZeroed((nuint)sizeof(CoreMirror));
            mirror->Region = region;
            mirror->Device = device;
            mirror->PageBytes = pageBytes;
            mirror->PageCount = (region->Bytes + pageBytes - 1) / pageBytes;
            mirror->Number = number;
            mirror->Entries = (int*)NativeMemory.AllocZeroed((nuint)mirror->PageCount, sizeof(int));
            mirror->Pending = (byte*)NativeMemory.AllocZeroed((nuint)mirror->PageCount);
            mirror->Twins = (byte**)NativeMemory.AllocZeroed((nuint)mirror->PageCount, (nuint)sizeof(byte*));
            mirror->ShownBlocks = (byte*)NativeMemory.AllocZeroed((nuint)((mirror->PageCount - 1) / MirrorRange.Chunk(mirror) + 1));
            return mirror;
        }
        catch (OutOfMemoryException)
        {
            if (mirror is not null)
            {
                FreeTables(mirror);
            }

            return null;
        }
    }

    private static void FreeTables(CoreMirror* mirror)
    {
        NativeMemory.Free(mirror->Twins);
        NativeMemory.Free(mirror->Pending);
        NativeMemory.Free(mirror->ShownBlocks);
        NativeMemory.Free(mirror->Entries);
        NativeMemory.Free(mirror);
    }

    private static void FreeTwins(CoreMirror* mirror, PageList pages)
    {
        for (long i = 0; i < pages.Count; i++)
        {
            if (pages.Items[i].Mirror == mirror)
            {
                Twins.Free(mirror, pages.Items[i].Page);
            }
        }
    }
}
