// Safety: pages are the mirror's. Who changes entries has the locks of their pages' blocks; notes are under the device's ListLock.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>
/// The only place where entries of page tables change. Pages enter because the runtime says so, and it knows their frames. Whatever else becomes of an entry
/// is noted, with what it was before: the core takes pages by itself, and of pages that the runtime takes only some may leave.
/// </summary>
internal static unsafe class PageTable
{
    /// <summary>Enters a page. Under the locks of its blocks.</summary>
    public static void Enter(CoreMirror* mirror, long page, int frame, bool writable)
        => mirror->Entries[page] = (frame << CoreMirror.FrameShift) | CoreMirror.Readable | (writable ? CoreMirror.Writable : 0);

    /// <summary>Makes pages writable that are there. Under the locks of their blocks.</summary>
    public static void Upgrade(CoreMirror* mirror, long page, long end)
    {
        for (long next = page; next < end; next++)
        {
            mirror->Entries[next] |= CoreMirror.Writable;
        }
    }

    /// <summary>Makes pages readable only. Under the locks of their blocks.</summary>
    public static void Downgrade(CoreMirror* mirror, long page, long count) => Change(mirror, page, count, ~CoreMirror.Writable);

    /// <summary>Takes pages out; those that are not there do not matter. Under the locks of their blocks.</summary>
    public static void Remove(CoreMirror* mirror, long page, long count) => Change(mirror, page, count, 0);

    /// <summary>Takes notes of entries that changed; of several about one page in any order.</summary>
    /// <remarks>Whoever has seen an entry change, but for a page that entered, finds the note of it.</remarks>
    /// <param name="device">The device.</param>
    /// <param name="changes">Where the notes go.</param>
    /// <param name="room">For how many there is room.</param>
    /// <returns>How many were taken; as many as there is room for when there may be more.</returns>
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
        for (long next = page; next < page + count; next++)
        {
            int before = mirror->Entries[next];
            int entry = before & kept;
            if (entry != before)
            {
                // Under the lock of its note: whoever has seen the new entry waits for the note.
                Volatile.Write(ref mirror->Entries[next], entry);
                device->Changes.Add(mirror, next, before);
            }
        }

        HostLock.Leave(&device->ListLock);
    }
}
