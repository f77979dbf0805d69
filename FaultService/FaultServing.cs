// Safety: runs on the service's thread, under the service's lock. Allocates nothing, so that the library's own collector
// never runs, and touches no user's view.
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>Serves one fault: finds the region, makes devices give way, maps the page. Detects scans and reads ahead of them.</summary>
internal static unsafe class FaultServing
{
    private const ulong WriteFlag = 1;
    private const ulong WriteProtectFlag = 2;

    /// <summary>The read-ahead window of a scan when it is first seen, in bytes. Two neighbouring pages may be one record and no scan.</summary>
    private const long FirstWindow = 64 << 10;

    /// <summary>
    /// Ahead of a scan in a map for writing, the service reads at most this fraction of the memory that files may have. The clock that drops pages runs
    /// after the fault, so this is by how much a touch may exceed the limit.
    /// </summary>
    private const long LeastPart = 16;

    /// <summary>How often the service tries a page that Linux refuses to map, a millisecond apart. Then the page fails: no thread waits for ever.</summary>
    private const int Times = 200;

    /// <summary>The read-ahead window of a scan that goes on: a block.</summary>
    private const long LastWindow = CoreRegion.BlockBytes;

    /// <summary>
    /// Serves a fault. What Linux refuses is tried again: the first time what is read ahead of a scan comes with the page, the last time the page fails.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="address">The address that was touched.</param>
    /// <param name="flags">The kind of the fault, in Linux's flags.</param>
    public static void Serve(ServiceState* service, byte* address, ulong flags)
    {
        bool write = (flags & (WriteFlag | WriteProtectFlag)) != 0;
        for (int time = 0; ; time++)
        {
            HostLock.Enter(&service->TableLock);
            CoreRegion* region = WatchedRegions.Find(service, address);
            bool served = true;
            if (region is null)
            {
                // The region has ended since: the touch is tried again and fails.
                HostView.Wake(service, (byte*)((nint)address & -(nint)CoreRegion.PageSize), CoreRegion.PageSize);
            }
            else if (region->Parts is not null)
            {
                served = ServeStale(region, (address - region->User) & -CoreRegion.PageSize, time == Times);
            }
            else
            {
                long offset = (address - region->User) & -CoreRegion.PageSize;
                if ((flags & WriteProtectFlag) == 0)
                {
                    HostView.NoteUnmapped(region, offset);
                }

                served = (time == 0 && ServeScan(region, offset, write)) || ServePage(region, offset, write, time == Times);
                FileClock.Run(service);
            }

            HostLock.Leave(&service->TableLock);
            if (served)
            {
                return;
            }

            // Without the lock: launches go on meanwhile. Other faults wait.
            Thread.Sleep(1);
        }
    }

    /// <summary>Serves a page of a slab whose part has ended, for who still has a span over it: that page alone, since its neighbours are others'.</summary>
    /// <returns>False when Linux refuses it for now.</returns>
    private static bool ServeStale(CoreRegion* slab, long offset, bool last)
    {
        BlockLocks.Enter(slab, offset, CoreRegion.PageSize);
        HostMarks.Clear(slab, offset, CoreRegion.PageSize, HostMark.Mapped);
        int error = HostView.Continue(slab, offset, CoreRegion.PageSize, protect: false);
        error = error != 0 ? error : HostView.WriteProtect(slab, offset, CoreRegion.PageSize, protect: false);

        // No entry: since the fault, zeros that the service does not watch have replaced the part. The waiting thread is awake and finds them.
        bool served = error is 0 or -SystemCalls.ErrorNoEntry;
        if (!served && last)
        {
            HostView.Poison(slab, offset, CoreRegion.PageSize, LossReason.System);
        }

        BlockLocks.Leave(slab, offset, CoreRegion.PageSize);
        return served || last;
    }

    /// <summary>Serves one page, without reading ahead.</summary>
    /// <returns>False when Linux refuses the page for now.</returns>
    private static bool ServePage(CoreRegion* region, long offset, bool write, bool last)
    {
        int error = HostTouch.Serve(region, offset, CoreRegion.PageSize, write ? HostUse.Write : HostUse.Read, new MirrorRange(offset, CoreRegion.PageSize), pin: false, out _);
        if (error == 0)
        {
            return true;
        }

        bool isForGood = error == -SystemCalls.ErrorInput || -error > SystemCalls.FileError;
        if (!last && !isForGood)
        {
            return false;
        }

        HostTouch.Fail(region, offset, error);
        return true;
    }

    /// <summary>Serves a page and what is read ahead of a scan.</summary>
    /// <returns>False when something of it was refused or lost: perhaps the page.</returns>
    private static bool ServeScan(CoreRegion* region, long offset, bool write)
    {
        HostScan* scan = ScanAt(region, offset);
        if (HostTouch.IsInUse(region))
        {
            // Reading ahead would copy each page to the host, which may never look at it.
            scan->Window = 0;
        }
        else if (scan->Next == offset)
        {
            LentPages.Pass(region, scan->Lent, offset);
            scan->Window = LimitedByFiles(region, scan->Window == 0 ? FirstWindow : LastWindow);
        }

        bool there = scan->Next == offset && scan->Ahead > offset && !write;
        long bytes = there || write ? CoreRegion.PageSize : Math.Max(CoreRegion.PageSize, scan->Window);
        MirrorRange all = new(0, region->Bytes);
        MirrorRange mapped = there ? new MirrorRange(offset, CoreRegion.PageSize) : all;
        int error = HostTouch.Serve(region, offset, Math.Min(region->Bytes - offset, bytes), write ? HostUse.Write : HostUse.Read, mapped, pin: false, out long end);
        scan->Next = there ? scan->Ahead : end;
        scan->Ahead = scan->Lent = scan->Next;
        if (scan->Window == 0 || scan->Next >= region->Bytes)
        {
            return error == 0;
        }

        // An error in reading ahead is ignored: it comes again when the page is touched.
        long ahead = Math.Min(region->Bytes - scan->Next, scan->Window);
        if (write)
        {
            ServeAhead(region, scan, ahead);
        }
        else
        {
            mapped = all with { Offset = scan->Next + CoreRegion.PageSize };
            _ = HostTouch.Serve(region, scan->Next, ahead, HostUse.Read, mapped, pin: false, out scan->Ahead);
        }

        return error == 0;
    }

    /// <summary>Reads ahead of a scan that writes. In a map for writing it only reads: a page that no one has written must not go to the file.</summary>
    private static void ServeAhead(CoreRegion* region, HostScan* scan, long bytes)
    {
        if (!IsMapForWriting(region))
        {
            MirrorRange all = new(0, region->Bytes);
            _ = HostTouch.Serve(region, scan->Next, bytes, HostUse.PerhapsWrite, all, pin: false, out scan->Next);
            scan->Ahead = scan->Next;
        }
        else if (!HostMarks.Has(region, scan->Next, HostMark.Filled))
        {
            _ = HostTouch.Serve(region, scan->Next, bytes, HostUse.Read, default, pin: false, out _);
        }
    }

    /// <summary>A window of a scan, or less where it would be much of what files may have in memory.</summary>
    private static long LimitedByFiles(CoreRegion* region, long window)
        => IsMapForWriting(region) ? Math.Clamp(region->Service->FileLimit / LeastPart * CoreRegion.PageSize, CoreRegion.PageSize, window) : window;

    private static bool IsMapForWriting(CoreRegion* region) => region->File >= 0 && region->IsPrivate == 0;

    /// <summary>The scan that expects a fault at an offset, or a new scan in its place.</summary>
    private static HostScan* ScanAt(CoreRegion* region, long offset)
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
        scan->Next = scan->Lent = -1;
        scan->Window = 0;
        return scan;
    }
}
