// Safety: ranges lie in a watched region, and the caller holds the locks of their blocks, which are the locks of all pages looked at here.
namespace HmmGen.Coherence.Core;

/// <summary>
/// Marks host pages a block at a time: with the first page of a block that enters a device, the other pages of the block are write-protected, and are
/// counted as existing if they are. So a block costs two system calls and not two a page. A write by the host ends the protection of the pages around that no
/// device has.
/// </summary>
internal static unsafe class BlockMarks
{
    /// <summary>Write-protects pages that enter a device, and the other pages of their blocks.</summary>
    /// <returns>0, or a negative error code: then pages of the range may not be protected.</returns>
    public static int Protect(CoreRegion* region, long offset, long bytes)
    {
        if (HostMarks.All(region, offset, bytes, HostMark.Protected))
        {
            return 0;
        }

        if (!IsWide(region))
        {
            return HostView.WriteProtect(region, offset, bytes, protect: true);
        }

        MirrorRange blocks = BlocksOf(region, offset, bytes);
        int error = 0;
        for (long start = blocks.Offset; error == 0 && start < blocks.End;)
        {
            bool isLeftOut = IsLeftOut(region, start);
            long stop = start + CoreRegion.PageSize;
            while (stop < blocks.End && IsLeftOut(region, stop) == isLeftOut)
            {
                stop += CoreRegion.PageSize;
            }

            error = isLeftOut ? 0 : HostView.WriteProtect(region, start, stop - start, protect: true);
            start = stop;
        }

        // Pages that enter may have been left out: then this call protects them.
        error = error != 0 ? error : HostView.WriteProtect(region, offset, bytes, protect: true);
        if (error == 0)
        {
            NoteExisting(region, blocks);
        }

        return error;
    }

    /// <summary>Extends a range that the host writes by the protected pages around it that no device has. Their protection serves nobody.</summary>
    /// <returns>The range whose protection may end. It lies in the same blocks.</returns>
    public static MirrorRange Unneeded(CoreRegion* region, long offset, long bytes)
    {
        MirrorRange range = new(offset, bytes);
        if (!IsWide(region))
        {
            return range;
        }

        MirrorRange blocks = BlocksOf(region, offset, bytes);
        long start = range.Offset;
        while (start > blocks.Offset && IsUnneeded(region, start - CoreRegion.PageSize))
        {
            start -= CoreRegion.PageSize;
        }

        long end = range.End;
        while (end < blocks.End && IsUnneeded(region, end))
        {
            end += CoreRegion.PageSize;
        }

        return new MirrorRange(start, end - start);
    }

    /// <summary>Whether pages that no launch uses may be protected.</summary>
    /// <remarks>
    /// In TransparentUserMode system calls into them would fail. In a file protection tells which pages are newer than the file. Lost pages have protections of
    /// their own.
    /// </remarks>
    private static bool IsWide(CoreRegion* region) => region->Service->IsUserModeOnly == 0 && region->File < 0 && region->Lost == LossReason.None;

    private static MirrorRange BlocksOf(CoreRegion* region, long offset, long bytes)
    {
        long start = offset & -CoreRegion.BlockBytes;
        return new MirrorRange(start, BlockLocks.EndOfBlock(offset + bytes - 1, region->Bytes) - start);
    }

    private static bool IsUnneeded(CoreRegion* region, long offset)
        => HostMarks.Has(region, offset, HostMark.Protected) && !HostTouch.IsMirrored(region, offset, CoreRegion.PageSize, -1);

    /// <summary>Whether a page keeps the protection that it has: hardware may write a pinned page, and a scan by the host a lent one.</summary>
    private static bool IsLeftOut(CoreRegion* region, long offset)
    {
        if (HostMarks.Has(region, offset, HostMark.Pinned))
        {
            return true;
        }

        for (CoreMirror* mirror = region->Mirrors; mirror is not null; mirror = mirror->Next)
        {
            if ((mirror->Pending[offset / mirror->PageBytes] & (byte)PendingMark.Lent) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes that all pages of some blocks have memory, if they have.</summary>
    private static void NoteExisting(CoreRegion* region, MirrorRange blocks)
    {
        if (!HostMarks.All(region, blocks.Offset, blocks.Bytes, HostMark.HasMemory)
            && HostView.CountWithMemory(region, blocks.Offset, blocks.Bytes) == blocks.HostPages)
        {
            HostMarks.Set(region, blocks.Offset, blocks.Bytes, HostMark.HasMemory);
        }
    }
}
