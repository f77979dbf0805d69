// Safety: works under the locks of the blocks concerned. A twin has the bytes of its page that hold elements. It is there while the page is in the device's page
// table, and goes with it. The host may write the pages at any time: only bytes that the device has changed are stored.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// Pages of memory that nobody watches, and of which a launch may write a part only: the caller's own arrays. Somebody else may write the rest meanwhile: the
/// host, or a launch on another device. So each page gets a twin of what came to the device, and only what differs from it goes home (<see cref="Twins"/>).
/// </summary>
internal static unsafe class MergedPages
{
    /// <summary>The most twins whose memory a device keeps: 16 MiB.</summary>
    private const long MostSpare = 4096;

    /// <summary>Whether a page has such a twin.</summary>
    public static bool Has(CoreMirror* mirror, long page) => !mirror->Region->IsWatched && mirror->Twins[page] is not null;

    /// <summary>Makes the twins of entering pages, and queues the copies of the twins. What the host writes later is in neither.</summary>
    /// <param name="run">The pages, which are neighbours in the region.</param>
    /// <param name="copies">The queue of copies.</param>
    /// <returns>0, or a negative error code.</returns>
    public static int Queue(EnteringPages run, QueuedCopies* copies)
    {
        CoreRegion* region = run.Mirror->Region;
        int error = 0;
        for (long i = 0; error == 0 && i < run.Count; i++)
        {
            EnteringPages one = run.Part(i, 1);
            long bytes = one.Range.Contents(region);
            byte* twin = Make(run.Mirror, *one.Pages);
            NativeMemory.Copy(region->Alias + one.Range.Offset, twin, (nuint)bytes);
            error = copies->Upload((long)*one.Frames << CoreMirror.FrameBits, twin, bytes);
        }

        return error;
    }

    /// <summary>Makes the twins of resident pages that the device is going to write. They hold what the device has: the host may have newer bytes.</summary>
    /// <returns>0, or a negative error code: then some of the pages have twins.</returns>
    public static int Upgrade(CoreMirror* mirror, long page, long end)
    {
        QueuedCopies copies = new(mirror->Device, null);
        int error = 0;
        for (long next = page; error == 0 && next < end; next++)
        {
            long bytes = MirrorRange.Of(mirror, next, 1).Contents(mirror->Region);
            long frame = (long)(mirror->Entries[next] >> CoreMirror.FrameShift) << CoreMirror.FrameBits;
            error = copies.Look(frame, Make(mirror, next), bytes);
        }

        int failed = copies.Finish();
        return error != 0 ? error : failed;
    }

    /// <summary>Frees the twins of pages that leave, or that the device is not going to write any more.</summary>
    public static void Free(CoreMirror* mirror, long page, long count)
    {
        for (long next = page; !mirror->Region->IsWatched && next < page + count; next++)
        {
            byte* twin = mirror->Twins[next];
            mirror->Twins[next] = null;
            if (twin is not null && !TryKeep(mirror, twin))
            {
                NativeMemory.Free(twin);
            }
        }
    }

    /// <summary>
    /// Keeps the memory of a twin for a later one. The C library gives memory back to the system at the end of a launch, and page faults for all twins of the next
    /// one took three times as long as the copies.
    /// </summary>
    private static bool TryKeep(CoreMirror* mirror, byte* twin)
    {
        CoreDevice* device = mirror->Device;
        HostLock.Enter(&device->ListLock);
        bool keeps = mirror->PageBytes == CoreRegion.PageSize && device->SpareTwinCount < MostSpare;
        if (keeps)
        {
            *(byte**)twin = device->SpareTwins;
            device->SpareTwins = twin;
            device->SpareTwinCount++;
        }

        HostLock.Leave(&device->ListLock);
        return keeps;
    }

    /// <summary>Frees the twins of those pages of a batch that have not come, or may not be written.</summary>
    public static void Withdraw(EnteringPages batch)
    {
        for (long i = 0; i < batch.Count; i++)
        {
            if ((batch.Mirror->Entries[batch.Pages[i]] & CoreMirror.Writable) == 0)
            {
                Free(batch.Mirror, batch.Pages[i], 1);
            }
        }
    }

    /// <summary>Frees what a device keeps for later twins.</summary>
    public static void FreeSpare(CoreDevice* device)
    {
        while (device->SpareTwins is not null)
        {
            NativeMemory.Free(TakeSpare(device));
        }
    }

    private static byte* Make(CoreMirror* mirror, long page)
    {
        Free(mirror, page, 1);
        byte* twin = null;
        if (mirror->PageBytes == CoreRegion.PageSize)
        {
            HostLock.Enter(&mirror->Device->ListLock);
            twin = TakeSpare(mirror->Device);
            HostLock.Leave(&mirror->Device->ListLock);
        }

        return mirror->Twins[page] = twin is not null ? twin : (byte*)NativeMemory.Alloc((nuint)mirror->PageBytes);
    }

    private static byte* TakeSpare(CoreDevice* device)
    {
        byte* twin = device->SpareTwins;
        if (twin is not null)
        {
            device->SpareTwins = *(byte**)twin;
            device->SpareTwinCount--;
        }

        return twin;
    }
}
