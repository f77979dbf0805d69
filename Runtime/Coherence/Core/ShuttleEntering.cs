// Safety: works under the lock of the pages' block. The host may write the pages meanwhile, so a page that the device will write is copied to its twin
// first, and from there to the device: both have the same contents.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>Brings pages of a block that shuttles to a device, for one launch; see <see cref="ShuttleBlocks"/>.</summary>
internal static unsafe class ShuttleEntering
{
    /// <summary>The bytes to bring to a simulated device at a time: the copy of a twin finds them in the processor's cache. A driver gets whole runs.</summary>
    private const long CachedBytes = 128 << 10;

    /// <summary>Makes the twins of a run of pages, and queues the copies to the device.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Prepare(EnteringPages run, byte* twins, QueuedCopies* copies)
    {
        CoreMirror* mirror = run.Mirror;
        long most = Math.Max(1, (mirror->Device->Kind == DeviceCopyKind.Memory ? CachedBytes : CoreRegion.BlockBytes) / mirror->PageBytes);
        int error = 0;
        for (long next = 0; error == 0 && next < run.Count;)
        {
            long end = next + run.InNeighbouringFrames(next);
            for (; error == 0 && next < end; next += most)
            {
                error = QueuePart(run.Part(next, Math.Min(most, end - next)), twins + next * mirror->PageBytes, copies);
            }

            next = end;
        }

        return error;
    }

    /// <summary>Makes the twins of pages in neighbouring frames, and queues their copy.</summary>
    private static int QueuePart(EnteringPages part, byte* twins, QueuedCopies* copies)
    {
        MirrorRange range = part.Range;
        byte* source = part.Mirror->Region->Alias + range.Offset;
        if (part.Has(EnterFlags.Writable))
        {
            NativeMemory.Copy(source, twins, (nuint)range.Bytes);
            source = twins;
        }

        return copies->Upload((long)*part.Frames << CoreMirror.FrameBits, source, range.Contents(part.Mirror->Region));
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
