// Safety: runs on the service's thread, under the service's lock; allocates nothing, so that the library's own collector
// never runs, and touches no user's view.
namespace HmmGen.Faults;

/// <summary>Serves one fault: finds the region, makes devices give way, maps the page; sees scans and reads ahead of them.</summary>
internal static unsafe class FaultServing
{
    private const ulong WriteFlag = 1;
    private const ulong WriteProtectFlag = 2;

    /// <summary>The least that a scan is given at a time, once it is seen.</summary>
    private const long FirstWindow = 64 << 10;

    /// <summary>The most: a block.</summary>
    private const long LastWindow = 1L << FaultRegion.BlockShift;

    /// <summary>Serves a fault.</summary>
    /// <param name="service">The service.</param>
    /// <param name="address">What was touched.</param>
    /// <param name="flags">How, as the kernel says it.</param>
    public static void Serve(FaultServiceState* service, byte* address, ulong flags)
    {
        HostLock.Enter(&service->TableLock);
        service->Faults++;
        FaultRegion* region = WatchedRegions.Find(service, address);
        if (region is null)
        {
            // The region has ended since: the touch is tried again and fails.
            HostView.Wake(service, (byte*)((nint)address & -(nint)FaultRegion.PageSize), FaultRegion.PageSize);
        }
        else
        {
            Serve(region, (address - region->User) & -FaultRegion.PageSize, (flags & (WriteFlag | WriteProtectFlag)) != 0);
        }

        HostLock.Leave(&service->TableLock);
    }

    private static void Serve(FaultRegion* region, long offset, bool write)
    {
        long window = offset != region->ScanEnd || IsWritten(region) ? 0
            : region->ScanWindow == 0 ? FirstWindow
            : Math.Min(2 * region->ScanWindow, LastWindow);
        long bytes = Math.Min(region->Bytes - offset, Math.Max(FaultRegion.PageSize, window));
        int error = HostTouch.Serve(region, offset, bytes, write, map: true, pin: false, out long end);
        if (error != 0 && window > 0)
        {
            // What was lost is poisoned; the page that was touched may not be part of it, and is tried again alone.
            window = 0;
        }

        region->ScanEnd = end;
        region->ScanWindow = window;
        if (window > 0 && !write && end < region->Bytes)
        {
            // The next fault of the scan finds its contents here, and needs no more than to be mapped.
            HostTouch.Serve(region, end, Math.Min(region->Bytes - end, window), write: false, map: false, pin: false, out _);
        }
    }

    private static bool IsWritten(FaultRegion* region)
    {
        for (FaultMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
        {
            if (mirror->Activity != 0)
            {
                return true;
            }
        }

        return false;
    }
}
