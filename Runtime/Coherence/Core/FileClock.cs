// Safety: walks the service's list of files under the service's lock, and each block under the block's own lock.
namespace HmmGen.Coherence.Core;

/// <summary>Bounds the memory of maps for writing: a clock hand goes around their pages and drops those not touched since its last pass.</summary>
/// <remarks>
/// At its first pass the hand unmaps a page, so that a touch faults. At its second pass it drops the page, which is read again when it is needed. Each visit
/// goes around once at most; otherwise pages that have just been brought would be dropped before they are touched. If a visit does not free enough, the next
/// one waits until there are some more pages. Changed pages are written to their file if few clean pages are left.
/// </remarks>
internal static unsafe class FileClock
{
    /// <summary>The most pages to drop at a time beyond those over the limit, so that the hand seldom moves.</summary>
    private const long Step = (8 << 20) / CoreRegion.PageSize;

    /// <summary>Changed pages are written if fewer clean pages are left than the limit divided by this number.</summary>
    private const int LeastClean = 4;

    /// <summary>After a visit that does not free enough, the next one waits until the pages have grown by the limit divided by this number.</summary>
    private const int Patience = 16;

    /// <summary>The least growth to wait for, in pages.</summary>
    private const long LeastPatience = 8;

    /// <summary>Drops pages if the region's service has too many. The caller holds no lock.</summary>
    public static void Visit(CoreRegion* region)
    {
        if (region->File >= 0 && IsOver(region->Service))
        {
            HostLock.Enter(&region->Service->TableLock);
            Run(region->Service);
            HostLock.Leave(&region->Service->TableLock);
        }
    }

    /// <summary>Drops pages if there are too many. Under the service's lock.</summary>
    public static void Run(ServiceState* service)
    {
        if (!IsOver(service))
        {
            return;
        }

        long target = service->FileLimit - Math.Min(Step, service->FileLimit / Patience);
        bool writes = service->FileRefusal != 0 && service->FileClean < service->FileLimit / LeastClean;
        service->FileClean = GoAround(service, target, writes);
        service->FileRefusal = service->FilePages > service->FileLimit ? service->FilePages + Math.Max(LeastPatience, service->FileLimit / Patience) : 0;
    }

    private static bool IsOver(ServiceState* service) => Volatile.Read(ref service->FilePages) > Math.Max(service->FileLimit, service->FileRefusal);

    /// <summary>Goes around once, or until few enough pages are left.</summary>
    /// <returns>The number of clean pages seen.</returns>
    private static long GoAround(ServiceState* service, long target, bool writes)
    {
        long clean = 0;
        CoreRegion* first = service->FileHand;
        long start = service->FileHandOffset;
        do
        {
            CoreRegion* region = service->FileHand;
            long offset = service->FileHandOffset;
            if (region->FilledPages[offset >> CoreRegion.BlockShift] != 0)
            {
                long end = BlockLocks.EndOfBlock(offset, region->Bytes);
                BlockLocks.Enter(region, offset, end - offset);
                clean += VisitBlock(region, offset, end, writes);
                BlockLocks.Leave(region, offset, end - offset);
            }

            Advance(service);
        }
        while (service->FilePages > target && (service->FileHand != first || service->FileHandOffset != start));

        return clean;
    }

    private static void Advance(ServiceState* service)
    {
        service->FileHandOffset += CoreRegion.BlockBytes;
        if (service->FileHandOffset >= service->FileHand->Bytes)
        {
            service->FileHandOffset = 0;
            service->FileHand = service->FileHand->NextOfFiles is null ? service->Files : service->FileHand->NextOfFiles;
        }
    }

    private static long VisitBlock(CoreRegion* region, long offset, long end, bool writes)
    {
        long clean = 0;
        for (long start = offset; start < end;)
        {
            FilePageUse use = FilePages.UseOf(region, start);
            bool taken = HostMarks.Has(region, start, HostMark.Unmapped);
            long stop = start + CoreRegion.PageSize;
            while (stop < end && FilePages.UseOf(region, stop) == use && HostMarks.Has(region, stop, HostMark.Unmapped) == taken)
            {
                stop += CoreRegion.PageSize;
            }

            if (use == FilePageUse.Clean || (use == FilePageUse.Dirty && writes))
            {
                VisitRun(region, start, stop - start, use, taken);
            }

            clean += use == FilePageUse.Clean ? (stop - start) / CoreRegion.PageSize : 0;
            start = stop;
        }

        return clean;
    }

    private static void VisitRun(CoreRegion* region, long offset, long bytes, FilePageUse use, bool taken)
    {
        if (!taken)
        {
            if (HostView.Unmap(region, offset, bytes) == 0)
            {
                HostMarks.Set(region, offset, bytes, HostMark.Unmapped);
            }
        }
        else if (use == FilePageUse.Clean || FileBacking.WriteBack(region, offset, bytes) == 0)
        {
            FilePages.Drop(region, offset, bytes);
        }
    }
}
