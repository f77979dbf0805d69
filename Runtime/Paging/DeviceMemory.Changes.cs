// Safety: the core's device lives until Dispose. The stack buffer has room for as many changes as are asked for. It is not cleared, and only the changes
// that the core has written are read. Their mirrors are not closed.
using System.Runtime.CompilerServices;
using HmmGen.Base;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <content>Changed entries of page tables: frames become free, and a launch updates its copies of the tables.</content>
internal sealed unsafe partial class DeviceMemory
{
    /// <summary>Takes the lock, and takes over the core's changes since the lock was last held. Nothing throws here: the caller would not leave the lock.</summary>
    private Lock.Scope Enter()
    {
        Lock.Scope scope = _gate.EnterScope();

        // A change that the core makes just now is seen the next time. The core is null here when a region ends after the device.
        if (_core is not null && Volatile.Read(ref _core->Changes.Count) != 0)
        {
            TakeChanges();
        }

        return scope;
    }

    /// <summary>
    /// Reads the core's list of changed entries, and frees the frames of pages that left the device. The batch must be empty. It needs no memory of the
    /// collected heap: the thread may not be the one whose pages have left.
    /// </summary>
    [SkipLocalsInit]
    private void TakeChanges()
    {
        const int Room = 128;
        MirrorPage* changes = stackalloc MirrorPage[Room];
        long taken;
        do
        {
            taken = _functions->TakeChanges(_core, changes, Room);
            _changesTaken += taken;
            for (int i = 0; i < taken; i++)
            {
                MirroredPage page = new(_numbered[changes[i].Mirror->Number], changes[i].Page);
                int frame = changes[i].Entry >> PageEntry.FrameShift;
                page.Mirror.NoteChange(page.Number);

                // A page that was evicted has lost its frames already. Another page may have them now, or the page may be back in other frames.
                if (page.Mirror.IsPlaced(page.Number) && !page.Mirror.IsResident(page.Number) && _frames.OwnerOf(frame) == page)
                {
                    Vacate(page, frame);
                }
            }
        }
        while (taken == Room);
    }
}
