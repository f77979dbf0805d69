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

    /// <summary>Moves the pages of a batch. Their copies are queued and awaited once, before an entry changes.</summary>
    private static int MoveBatch(CoreMirror* mirror, long* pages, int* frames, long count)
    {
        QueuedCopies copies = new(mirror->Device, null);
        int error = 0;
        for (long next = 0; error == 0 && next < count;)
        {
            long end = EndOfRun(mirror, pages, frames, next, count);
            long from = (long)FrameOf(mirror, pages[next]) << CoreMirror.FrameBits, to = (long)frames[next] << CoreMirror.FrameBits;
            error = mirror->Entries[pages[next]] == 0 ? 0 : copies.Within(from, to, (end - next) * mirror->PageBytes);
            next = end;
        }

        // If a copy failed, it is not known which: none of the pages moves.
        int failed = copies.Finish();
        error = error != 0 ? error : failed;
        for (long next = 0; error == 0 && next < count; next++)
        {
            if (mirror->Entries[pages[next]] != 0)
            {
                PageTable.Move(mirror, pages[next], frames[next]);
            }
        }

        return error;
    }

    /// <summary>Finds the end of a run: neighbouring pages whose frames are neighbours, before and after. A page that is not resident is alone.</summary>
    private static long EndOfRun(CoreMirror* mirror, long* pages, int* frames, long first, long count)
    {
        int step = (int)(mirror->PageBytes >> CoreMirror.FrameBits);
        long end = first + 1;
        while (end < count
            && mirror->Entries[pages[end - 1]] != 0
            && mirror->Entries[pages[end]] != 0
            && pages[end] == pages[end - 1] + 1
            && frames[end] == frames[end - 1] + step
            && FrameOf(mirror, pages[end]) == FrameOf(mirror, pages[end - 1]) + step)
        {
            end++;
        }

        return end;
    }

    private static int FrameOf(CoreMirror* mirror, long page) => mirror->Entries[page] >> CoreMirror.FrameShift;
}
