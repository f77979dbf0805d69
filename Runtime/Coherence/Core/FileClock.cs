// Safety: walks the service's list of files under the service's lock, and each block under its own.
namespace HmmGen.Coherence.Core;

/// <summary>Bounds the memory of maps for writing: a hand goes around their pages and drops what nobody has touched since it came by last.</summary>
/// <remarks>
/// The first time it takes a page from the user's view, so that a touch is noticed; the second time the page goes, and is read again when it is needed. At each
/// visit it goes around once at most, or pages that have just been brought would go before they are touched. Where that was in vain it comes again when there
/// are some more pages. Changed pages are written to their file where there are few others.
/// </remarks>
internal static unsafe class FileClock
{
    /// <summary>The most that is dropped at a time beyond what must be, so that the hand seldom moves.</summary>
    private const long Step = (8 << 20) / CoreRegion.PageSize;

    /// <summary>Changed pages are written where fewer clean ones than this part of the limit are left.</summary>
    private const int LeastClean = 4;

    /// <summary>A part of the limit: by how much pages that cannot be dropped must grow before that is tried again.</summary>
    private const int Patience = 16;

    /// <summary>The least of that.</summary>
    private const long LeastPatience = 8;

    /// <summary>Drops pages where a region's service has too many. Under no lock.</summary>
    public static void Visit(CoreRegion* region)
    {
        if (region->File >= 0 && IsOver(region->Service))
        {
            HostLock.Enter(&region->Service->TableLock);
            Run(region->Service);
            HostLock.Leave(&region->Service->TableLock);
        }
    }

    /// <summary>Drops pages where there are too many. Under the service's lock.</summary>
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
    /// <returns>How many clean pages were seen.</returns>
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
            bool taken = HostMarks.Has(region, start, HostMark.Taken);
            long stop = start + CoreRegion.PageSize;
            while (stop < end && FilePages.UseOf(region, stop) == use && HostMarks.Has(region, stop, HostMark.Taken) == taken)
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
                HostMarks.Set(region, offset, bytes, HostMark.Taken);
            }
        }
        else if (use == FilePageUse.Clean || FileBacking.WriteBack(region, offset, bytes) == 0)
        {
            FilePages.Drop(region, offset, bytes);
        }
    }
}
