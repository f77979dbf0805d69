// Safety: works under the locks of the blocks concerned. Frames are checked under the device's copy lock, and no copy runs any more when a call returns.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Moves resident pages to other frames of their device. The host does not notice it.</summary>
internal static unsafe class PageMoving
{
    /// <summary>Moves pages to frames that no page has. Pages that are not resident any more are skipped.</summary>
    /// <param name="mirror">The mirror: the region on the device. No running wave uses the pages.</param>
    /// <param name="pages">The pages, in ascending order.</param>
    /// <param name="frames">The first frame of each page from then on. None of them is one of the pages' frames now.</param>
    /// <param name="count">The number of pages.</param>
    /// <returns>0, or a negative error code: then some of the pages are where they were.</returns>
    [UnmanagedCallersOnly]
    public static int Move(CoreMirror* mirror, long* pages, int* frames, long count)
    {
        long most = MirrorRange.Chunk(mirror);
        int error = 0;
        for (long done = 0; error == 0 && done < count; done += most)
        {
            long part = Math.Min(most, count - done);
            BlockLocks.Enter(mirror, pages + done, part);
            error = MoveBatch(mirror, pages + done, frames + done, part);
            BlockLocks.Leave(mirror, pages + done, part);
        }

        return error;
    }

    private static int MoveBatch(CoreMirror* mirror, long* pages, int* frames, long count)
    {
        int step = (int)(mirror->PageBytes >> CoreMirror.FrameBits);
        for (long next = 0; next < count;)
        {
            if (mirror->Entries[pages[next]] == 0)
            {
                next++;
                continue;
            }

            long stop = next + 1;
            while (stop < count
                && pages[stop] == pages[stop - 1] + 1
                && frames[stop] == frames[stop - 1] + step
                && mirror->Entries[pages[stop]] != 0
                && FrameOf(mirror, pages[stop]) == FrameOf(mirror, pages[stop - 1]) + step)
            {
                stop++;
            }

            long from = (long)FrameOf(mirror, pages[next]) << CoreMirror.FrameBits, to = (long)frames[next] << CoreMirror.FrameBits;
            if (!PeerCopies.CopyWithin(mirror->Device, from, to, (stop - next) * mirror->PageBytes))
            {
                return -SystemCalls.ErrorInput;
            }

            PageTable.Move(mirror, pages[next], frames[next], step, stop - next);
            next = stop;
        }

        return 0;
    }

    private static int FrameOf(CoreMirror* mirror, long page) => mirror->Entries[page] >> CoreMirror.FrameShift;
}
