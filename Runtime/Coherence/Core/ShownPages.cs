// Safety: marks change under the locks of the pages' blocks, the notes of blocks under the device's ListLock. Both live as long as the mirror.
namespace HmmGen.Coherence.Core;

/// <summary>
/// Pages that stay in the host's view, write-protected, while a launch writes them on a device. A launch over more than its device holds sends most of its pages
/// home before it ends. So the host's view of such a page need not change at all: to unmap a page and to map it again costs more than its copy.
/// </summary>
/// <remarks>
/// The host reads such a page as it was when it came, until the page goes home or the launch ends. If the host writes it, the page gets a twin, as any page
/// does that both write. The pages that the device still has at the launch's end leave the view then.
/// </remarks>
internal static unsafe class ShownPages
{
    /// <summary>Whether a page is shown. It came with its contents or without, and the host has not written it since.</summary>
    public static bool IsShown(PendingMark mark) => (mark & PendingMark.Shown) != 0;

    /// <summary>Whether pages that a launch is going to write stay in the host's view. The host has their newest contents.</summary>
    /// <remarks>
    /// Pages that may have no memory do not: Linux would fill such a page at a touch, without a fault. Nor do those of a file: their protection tells what is
    /// newer there.
    /// </remarks>
    public static bool MayShow(CoreMirror* mirror, MirrorRange range)
        => mirror->Use == LaunchUse.Streams
            && mirror->Region->IsWatched
            && mirror->Region->File < 0
            && HostMarks.All(mirror->Region, range.Offset, range.Bytes, HostMark.HasMemory);

    /// <summary>Marks pages that a launch is going to write as shown, if they may be. Under the locks of their blocks.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="page">The first page. What the pages are marked for ends.</param>
    /// <param name="count">The number of pages.</param>
    /// <param name="mark">The mark of pages whose contents the device has not; else none.</param>
    /// <returns>False when they may not be shown: then the host's view must lose them.</returns>
    public static bool TryShow(CoreMirror* mirror, long page, long count, PendingMark mark)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, count);
        if (!MayShow(mirror, range) || !HostMarks.All(mirror->Region, range.Offset, range.Bytes, HostMark.Protected))
        {
            return false;
        }

        new Span<byte>(mirror->Pending + page, (int)count).Fill((byte)(mark | PendingMark.Shown));
        Note(mirror, page, count);
        return true;
    }

    /// <summary>Takes the shown pages that a launch leaves on the device from the host's view.</summary>
    /// <returns>0, or a negative error code: then contents were lost.</returns>
    public static int Hide(CoreMirror* mirror)
    {
        if (mirror->EndOfShown == 0)
        {
            return 0;
        }

        CoreDevice* device = mirror->Device;
        HostLock.Enter(&device->ListLock);
        long first = mirror->FirstShown, end = mirror->EndOfShown;
        mirror->FirstShown = mirror->EndOfShown = 0;
        HostLock.Leave(&device->ListLock);

        int result = 0;
        for (long block = first; block < end; block++)
        {
            if (mirror->ShownBlocks[block] == 0)
            {
                continue;
            }

            mirror->ShownBlocks[block] = 0;
            long page = block * MirrorRange.Chunk(mirror);
            int error = Hide(mirror, page, Math.Min(mirror->PageCount, page + MirrorRange.Chunk(mirror)));
            result = error != 0 ? error : result;
        }

        return result;
    }

    /// <summary>Notes the blocks of shown pages. A block is noted once, however often its pages come.</summary>
    private static void Note(CoreMirror* mirror, long page, long count)
    {
        long chunk = MirrorRange.Chunk(mirror);
        for (long block = page / chunk; block <= (page + count - 1) / chunk; block++)
        {
            if (mirror->ShownBlocks[block] != 0)
            {
                continue;
            }

            HostLock.Enter(&mirror->Device->ListLock);
            bool isFirst = mirror->EndOfShown == 0;
            mirror->ShownBlocks[block] = 1;
            mirror->FirstShown = isFirst ? block : Math.Min(mirror->FirstShown, block);
            mirror->EndOfShown = Math.Max(mirror->EndOfShown, block + 1);
            HostLock.Leave(&mirror->Device->ListLock);
        }
    }

    private static int Hide(CoreMirror* mirror, long first, long end)
    {
        MirrorRange range = MirrorRange.Of(mirror, first, end - first);
        BlockLocks.Enter(mirror->Region, range.Offset, range.Bytes);
        int result = 0;
        for (long page = first; page < end;)
        {
            long stop = page;
            while (stop < end && IsShown((PendingMark)mirror->Pending[stop]))
            {
                mirror->Pending[stop++] = 0;
            }

            int error = stop > page ? HideRun(mirror, page, stop - page) : 0;
            result = error != 0 ? error : result;
            page = Math.Max(stop, page + 1);
        }

        BlockLocks.Leave(mirror->Region, range.Offset, range.Bytes);
        return result;
    }

    private static int HideRun(CoreMirror* mirror, long page, long count)
    {
        MirrorRange all = MirrorRange.Of(mirror, page, count);
        if (HostView.Take(mirror->Region, all.Offset, all.Bytes) == 0)
        {
            return 0;
        }

        int result = 0;
        for (long next = page; next < page + count; next++)
        {
            int error = PendingPages.EndSnapshot(mirror, next, MirrorRange.Of(mirror, next, 1));
            result = error != 0 ? error : result;
        }

        return result;
    }
}
