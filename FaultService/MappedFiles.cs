// Safety: the list is changed under the service's lock; a region leaves it, under all its blocks' locks, before it is freed.
using HmmGen.Coherence.Core;

namespace HmmGen.FaultService;

/// <summary>The regions of a service that share their contents with a file, and the number of their pages.</summary>
internal static unsafe class MappedFiles
{
    /// <summary>Adds a region if it is over a file. The caller holds the service's lock.</summary>
    public static void Add(ServiceState* service, CoreRegion* region)
    {
        if (region->File < 0 || region->IsPrivate != 0)
        {
            return;
        }

        region->NextOfFiles = service->Files;
        service->Files = region;
        if (service->FileHand is null)
        {
            service->FileHand = region;
        }
    }

    /// <summary>Removes a region if it is over a file; its memory is no longer counted. The caller holds the service's lock and all blocks' locks.</summary>
    public static void Remove(ServiceState* service, CoreRegion* region)
    {
        if (region->File < 0 || region->IsPrivate != 0)
        {
            return;
        }

        CoreRegion** link = &service->Files;
        while (*link != region)
        {
            link = &(*link)->NextOfFiles;
        }

        *link = region->NextOfFiles;
        if (service->FileHand == region)
        {
            service->FileHand = *link is null ? service->Files : *link;
            service->FileHandOffset = 0;
        }

        for (long block = (region->Bytes - 1) >> CoreRegion.BlockShift; block >= 0; block--)
        {
            Interlocked.Add(ref service->FilePages, -region->FilledPages[block]);
        }

        service->FileRefusal = 0;
    }
}
