// Safety: the core's device lives until Dispose; a stack buffer holds as many notes as are asked for, of mirrors that are not closed.
using HmmGen.Base;
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <content>Entries of page tables that have changed: frames become free, and a launch's copies of the tables follow.</content>
internal sealed unsafe partial class DeviceMemory
{
    /// <summary>Takes the lock, and notes what the core has done since it was last taken.</summary>
    private Lock.Scope Enter()
    {
        Lock.Scope scope = _gate.EnterScope();

        // A change that is made at this moment counts as made a moment later. Regions may end after the device.
        if (_core is not null && Volatile.Read(ref _core->Changes.Count) != 0)
        {
            TakeChanges();
        }

        return scope;
    }

    /// <summary>Reads the core's notes of entries that changed, and frees the frames of pages that have gone. No page is about to come.</summary>
    private void TakeChanges()
    {
        const int Room = 128;
        MirrorPage* changes = stackalloc MirrorPage[Room];
        long taken;
        do
        {
            taken = _functions->TakeChanges(_core, changes, Room);
            for (int i = 0; i < taken; i++)
            {
                MirroredPage page = new(_numbered[changes[i].Mirror->Number], changes[i].Page);
                int frame = changes[i].Entry >> PageEntry.FrameShift;
                page.Mirror.NoteChange(page.Number);

                // One that was evicted has no frames any more: they may be another page's by now, or its own again elsewhere.
                if (page.Mirror.IsPlaced(page.Number) && !page.Mirror.IsPresent(page.Number) && _frames.OwnerOf(frame) == page)
                {
                    Vacate(page, frame);
                }
            }
        }
        while (taken == Room);
    }
}
