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
    private const long LastWindow = FaultRegion.BlockBytes;

    /// <summary>Serves a fault.</summary>
    /// <param name="service">The service.</param>
    /// <param name="address">What was touched.</param>
    /// <param name="flags">How, as the kernel says it.</param>
    public static void Serve(FaultServiceState* service, byte* address, ulong flags)
    {
        HostLock.Enter(&service->TableLock);
        FaultRegion* region = WatchedRegions.Find(service, address);
        if (region is null)
        {
            // The region has ended since: the touch is tried again and fails.
            HostView.Wake(service, (byte*)((nint)address & -(nint)FaultRegion.PageSize), FaultRegion.PageSize);
        }
        else
        {
            Serve(region, (address - region->User) & -FaultRegion.PageSize, (flags & (WriteFlag | WriteProtectFlag)) != 0);
            FileClock.Run(service);
        }

        HostLock.Leave(&service->TableLock);
    }

    private static void Serve(FaultRegion* region, long offset, bool write)
    {
        HostScan* scan = ScanAt(region, offset);
        if (HostTouch.IsInUse(region))
        {
            // A copy of each page would be made for the host that it may never look at.
            scan->Window = 0;
        }
        else if (scan->Next == offset)
        {
            scan->Window = scan->Window == 0 ? FirstWindow : Math.Min(2 * scan->Window, LastWindow);
        }

        bool there = scan->Next == offset && scan->Ahead > offset && !write;
        long bytes = there ? FaultRegion.PageSize : Math.Max(FaultRegion.PageSize, scan->Window);
        MirrorRange all = new(0, region->Bytes);
        MirrorRange mapped = there ? new MirrorRange(offset, FaultRegion.PageSize) : all;
        int error = HostTouch.Serve(region, offset, Math.Min(region->Bytes - offset, bytes), write, mapped, pin: false, out long end);
        if (error != 0)
        {
            HostTouch.Fail(region, offset, error);
        }

        scan->Next = there ? scan->Ahead : end;
        scan->Ahead = scan->Next;
        if (scan->Window > 0 && !write && scan->Next < region->Bytes)
        {
            long ahead = Math.Min(region->Bytes - scan->Next, scan->Window);
            mapped = all with { Offset = scan->Next + FaultRegion.PageSize };

            // What goes wrong here goes wrong again when it is touched.
            _ = HostTouch.Serve(region, scan->Next, ahead, write: false, mapped, pin: false, out scan->Ahead);
        }
    }

    /// <summary>The scan that expects a fault, or one that has not been seen yet.</summary>
    private static HostScan* ScanAt(FaultRegion* region, long offset)
    {
        for (int i = 0; i < HostScan.Number; i++)
        {
            if (region->Scans[i].Next == offset)
            {
                return region->Scans + i;
            }
        }

        HostScan* scan = region->Scans + region->NextScan;
        region->NextScan = (region->NextScan + 1) % HostScan.Number;
        scan->Next = -1;
        scan->Window = 0;
        return scan;
    }
}
