// Safety: works under the lock of the pages' block. The host may write the pages meanwhile, so a page that the device will write is copied to its twin
// first, and from there to the device: both have the same contents.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Brings pages of a block that shuttles to a device, for one launch; see <see cref="ShuttleBlocks"/>.</summary>
internal static unsafe class ShuttleEntering
{
    /// <summary>Makes the twins of a run of pages, and queues the copies to the device.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Prepare(EnteringPages run, byte* twins, QueuedCopies* copies)
    {
        CoreMirror* mirror = run.Mirror;
        MirrorRange range = run.Range;
        byte* source = mirror->Region->Alias + range.Offset;
        if (run.Has(EnterFlags.Writable))
        {
            NativeMemory.Copy(source, twins, (nuint)range.Bytes);
            source = twins;
        }

        int error = 0;
        for (long next = 0; error == 0 && next < run.Count;)
        {
            long pages = run.InNeighbouringFrames(next);
            long bytes = run.Part(next, pages).Range.Contents(mirror->Region);
            error = copies->Upload((long)run.Frames[next] << CoreMirror.FrameBits, source + next * mirror->PageBytes, bytes);
            next += pages;
        }

        return error;
    }

    /// <summary>Enters the pages of a run. Their copies have finished.</summary>
    public static void Complete(EnteringPages run)
    {
        CoreMirror* mirror = run.Mirror;
        long page = *run.Pages;
        bool writable = run.Has(EnterFlags.Writable);
        if (writable)
        {
            PeerPages.TakeFromOthers(mirror, page, run.Count);
            Twins.Use(mirror, page, run.Count, ShuttleBlocks.TwinOf(mirror, page));
        }

        ShuttleBlocks.Came(mirror, page, run.Count, writable);
        PendingPages.AddRun(mirror, page, run.Count, (writable ? PendingMark.Twin : PendingMark.Stale) | PendingMark.Late | PendingMark.Open);
        for (long i = 0; i < run.Count; i++)
        {
            PageTable.Enter(mirror, page + i, run.Frames[i], writable);
        }
    }
}
