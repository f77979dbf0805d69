// Safety: pages belong to the mirror. A caller that changes entries holds the locks of their pages' blocks. Notes change under the device's ListLock.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// The only place where entries of page tables change. Pages enter and move at the runtime's request, and the runtime knows their frames. Every other change of
/// an entry is noted, with the entry before it. The runtime needs the notes, since the core takes pages by itself, and of the pages that the runtime takes only
/// some may leave.
/// </summary>
internal static unsafe class PageTable
{
    /// <summary>Enters a page. Under the locks of its blocks.</summary>
    public static void Enter(CoreMirror* mirror, long page, int frame, bool writable)
        => Enter(new EnteringPages(mirror, &page, &frame, null, 1), writable);

    /// <summary>Enters pages that follow one another. Under the locks of their blocks.</summary>
    /// <param name="run">The pages, with their frames.</param>
    /// <param name="writable">Whether the device may write them.</param>
    public static void Enter(EnteringPages run, bool writable)
    {
        CoreMirror* mirror = run.Mirror;
        int bits = CoreMirror.Readable | (writable ? CoreMirror.Writable | CoreMirror.Newest : 0);
        int* entries = mirror->Entries + *run.Pages;
        Count(mirror, entries, run.Count, 0, bits);
        if (writable)
        {
            Interlocked.Increment(ref mirror->Region->Claims);
        }

        for (long i = 0; i < run.Count; i++)
        {
            entries[i] = (run.Frames[i] << CoreMirror.FrameShift) | bits;
        }
    }

    /// <summary>Makes resident pages writable. Under the locks of their blocks.</summary>
    public static void Upgrade(CoreMirror* mirror, long page, long end)
    {
        Count(mirror, mirror->Entries + page, end - page, ~0, CoreMirror.Writable);
        Interlocked.Increment(ref mirror->Region->Claims);
        for (long next = page; next < end; next++)
        {
            mirror->Entries[next] |= CoreMirror.Writable | CoreMirror.Newest;
        }
    }

    /// <summary>Sets the first frame of a resident page. Under the locks of its blocks.</summary>
    public static void Move(CoreMirror* mirror, long page, int frame)
    {
        const int Bits = (1 << CoreMirror.FrameShift) - 1;
        mirror->Entries[page] = (frame << CoreMirror.FrameShift) | (mirror->Entries[page] & Bits);
    }

    /// <summary>Makes pages read-only, since the host has their contents. Under the locks of their blocks.</summary>
    public static void Downgrade(CoreMirror* mirror, long page, long count) => Change(mirror, page, count, ~(CoreMirror.Writable | CoreMirror.Newest));

    /// <summary>Makes pages read-only, since other devices read them. The device still owns them. Under the locks of their blocks.</summary>
    public static void Share(CoreMirror* mirror, long page, long count) => Change(mirror, page, count, ~CoreMirror.Writable);

    /// <summary>Makes a device the owner of a page that it may read. Under the locks of the page's blocks.</summary>
    public static void Own(CoreMirror* mirror, long page)
    {
        Interlocked.Increment(ref mirror->Region->Claims);
        mirror->Entries[page] |= CoreMirror.Newest;
    }

    /// <summary>Removes pages. Pages that are not resident are skipped. Under the locks of their blocks.</summary>
    public static void Remove(CoreMirror* mirror, long page, long count) => Change(mirror, page, count, 0);

    /// <summary>Takes notes of changed entries. Several notes about one page come in any order.</summary>
    /// <remarks>A thread that has seen an entry change finds the note of the change, except when the page entered.</remarks>
    /// <param name="device">The device.</param>
    /// <param name="changes">The array for the notes.</param>
    /// <param name="room">The length of the array.</param>
    /// <returns>The number of notes taken. If it equals <paramref name="room"/>, there may be more.</returns>
    [UnmanagedCallersOnly]
    public static long TakeChanges(CoreDevice* device, MirrorPage* changes, long room)
    {
        HostLock.Enter(&device->ListLock);
        long taken = Math.Min(room, device->Changes.Count);
        device->Changes.Count -= taken;
        for (long i = 0; i < taken; i++)
        {
            changes[i] = device->Changes.Items[device->Changes.Count + i];
        }

        HostLock.Leave(&device->ListLock);
        return taken;
    }

    private static void Change(CoreMirror* mirror, long page, long count, int kept)
    {
        CoreDevice* device = mirror->Device;
        HostLock.Enter(&device->ListLock);

        // The entries change under the same lock as their notes. So a thread that has seen a new entry waits for the note.
        Count(mirror, mirror->Entries + page, count, kept, 0);
        for (long next = page; next < page + count; next++)
        {
            int before = mirror->Entries[next];
            int entry = before & kept;
            if (entry != before)
            {
                Volatile.Write(ref mirror->Entries[next], entry);
                device->Changes.Add(mirror, next, before);
            }
        }

        HostLock.Leave(&device->ListLock);
    }

    /// <summary>Counts what changes when entries keep some bits and get others.</summary>
    private static void Count(CoreMirror* mirror, int* entries, long count, int kept, int added)
    {
        long resident = 0, owned = 0;
        for (long i = 0; i < count; i++)
        {
            int after = (entries[i] & kept) | added;
            resident += (after & CoreMirror.Readable) - (entries[i] & CoreMirror.Readable);
            owned += (after & CoreMirror.Writable) - (entries[i] & CoreMirror.Writable);
        }

        if (resident != 0)
        {
            Interlocked.Add(ref mirror->Resident, resident / CoreMirror.Readable);
        }

        if (owned != 0)
        {
            Interlocked.Add(ref mirror->Owned, owned / CoreMirror.Writable);
        }
    }
}
