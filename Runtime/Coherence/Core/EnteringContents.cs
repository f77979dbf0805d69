// Safety: works under the locks of the blocks concerned, on pages that the host cannot write meanwhile, and copies through the core's own view.
namespace HmmGen.Coherence.Core;

/// <summary>Queues the copies that bring the contents of entering pages into their frames.</summary>
internal static unsafe class EnteringContents
{
    /// <summary>Queues the copies of the pages that have contents, and the clearing of the frames of unwritten pages.</summary>
    /// <param name="run">The pages, which are neighbours in the region.</param>
    /// <param name="copies">The queue of copies.</param>
    /// <returns>0, or a negative error code.</returns>
    public static int Queue(EnteringPages run, QueuedCopies* copies)
    {
        if (!run.Has(EnterFlags.Contents))
        {
            return 0;
        }

        CoreMirror* mirror = run.Mirror;
        CoreRegion* region = mirror->Region;
        MirrorRange range = run.Range;
        long existing = region->IsWatched ? CountWithMemory(region, range)
            : run.Has(EnterFlags.Zero) ? 0 : range.HostPages;
        int error = 0;
        for (long next = 0; error == 0 && next < run.Count;)
        {
            long pages = run.InNeighbouringFrames(next);
            error = CopyPart(mirror, run.Part(next, pages).Range, (long)run.Frames[next] << CoreMirror.FrameBits, existing, range.HostPages, copies);
            next += pages;
        }

        return error;
    }

    /// <summary>Copies or clears pages in adjacent frames. A range with written and unwritten host pages is halved until each part has only one kind.</summary>
    /// <param name="mirror">The mirror: the region on the device.</param>
    /// <param name="range">The bytes of the pages.</param>
    /// <param name="target">The byte offset of the first frame.</param>
    /// <param name="existing">The number of host pages with memory among those counted.</param>
    /// <param name="seen">The number of host pages counted.</param>
    /// <param name="copies">The queue of copies.</param>
    private static int CopyPart(CoreMirror* mirror, MirrorRange range, long target, long existing, long seen, QueuedCopies* copies)
    {
        CoreRegion* region = mirror->Region;
        if (existing == 0)
        {
            return copies->Clear(target, range.Contents(region));
        }

        if (existing == seen)
        {
            return Contents(mirror, range, target, copies);
        }

        long pages = range.HostPages;
        if (pages < seen)
        {
            return CopyPart(mirror, range, target, CountWithMemory(region, range), pages, copies);
        }

        long half = pages / 2 * CoreRegion.PageSize;
        int error = CopyPart(mirror, new MirrorRange(range.Offset, half), target, existing, seen, copies);
        return error != 0
            ? error
            : CopyPart(mirror, new MirrorRange(range.Offset + half, range.Bytes - half), target + half, existing, seen, copies);
    }

    /// <summary>Copies pages that have memory. Long runs of zeros, which come from host reads, are cleared instead.</summary>
    private static int Contents(CoreMirror* mirror, MirrorRange range, long target, QueuedCopies* copies)
    {
        CoreRegion* region = mirror->Region;
        if (region->MappedFile >= 0)
        {
            return FileBacking.Upload(mirror->Device, target, region, range.Offset, range.Contents(region));
        }

        if (!region->IsWatched)
        {
            return copies->Upload(target, region->Alias + range.Offset, range.Contents(region));
        }

        long length = range.Contents(region);
        int error = 0;
        for (long start = 0; error == 0 && start < length;)
        {
            byte* source = region->Alias + range.Offset + start;
            long bytes = ZeroRuns.Next(source, length - start, whole: start == 0, out bool zero);
            error = zero ? copies->Clear(target + start, bytes) : copies->Upload(target + start, source, bytes);
            start += bytes;
        }

        return error;
    }

    /// <summary>Counts the host pages of a range that have memory.</summary>
    /// <remarks>Where Linux cannot tell, the count is all of them. A copy of a page without memory copies zeros.</remarks>
    private static long CountWithMemory(CoreRegion* region, MirrorRange range)
    {
        if (HostMarks.All(region, range.Offset, range.Bytes, HostMark.HasMemory))
        {
            return range.HostPages;
        }

        long existing = HostView.CountWithMemory(region, range.Offset, range.Bytes);
        if (existing == range.HostPages)
        {
            HostMarks.Set(region, range.Offset, range.Bytes, HostMark.HasMemory);
        }

        return existing < 0 ? range.HostPages : existing;
    }
}
