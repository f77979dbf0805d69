// Safety: works under the locks of the blocks of the pages that it is given. Mirrors leave a region's list only under the locks of all blocks.
namespace HmmGen.Coherence.Core;

/// <summary>Pages that several devices have: one device writes a page, or many read it.</summary>
/// <remarks>
/// Only mirrors with pages of the same size are peers, so a page has one number on all of them. A page that is newer on a device than on the host has one
/// owner. If the owner may write the page, no other device has it. Otherwise each device that has the page has the owner's contents. The runtime brings home
/// what devices with other pages, or without a way between them, have newer.
/// </remarks>
internal static unsafe class PeerPages
{
    /// <summary>Finds the peer that owns a page; null if there is none.</summary>
    public static CoreMirror* Owner(CoreMirror* mirror, long page)
    {
        for (CoreMirror* other = mirror->Region->Mirrors; other is not null; other = other->Next)
        {
            if (IsPeer(mirror, other) && (other->Entries[page] & CoreMirror.Newest) != 0)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Finds a peer that reads a page which a device owns; null if there is none.</summary>
    public static CoreMirror* Heir(CoreMirror* mirror, long page)
    {
        for (CoreMirror* other = mirror->Region->Mirrors; other is not null; other = other->Next)
        {
            if (IsPeer(mirror, other) && other->Entries[page] != 0 && other->Pending[page] == 0 && other->Device->Lost == 0)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Makes a peer that reads a page its owner, because the owner is going to lose it.</summary>
    /// <returns>The new owner; null if no peer has the page.</returns>
    public static CoreMirror* Inherit(CoreMirror* mirror, long page)
    {
        CoreMirror* heir = Heir(mirror, page);
        if (heir is not null)
        {
            PageTable.Own(heir, page);
        }

        return heir;
    }

    /// <summary>Settles what peers have of entering pages and cannot give directly: pages that the host touched during a launch, and pinned pages.</summary>
    /// <returns>0, or a negative error code.</returns>
    public static int Settle(EnteringPages pages)
    {
        if (pages.Mirror->Region->Mirrors->Next is null)
        {
            return 0;
        }

        for (long i = 0; i < pages.Count; i++)
        {
            EnteringPages page = pages.Part(i, 1);
            bool isPinned = EnteringPages.IsPinned(page.Mirror, *page.Pages) || ShuttleBlocks.Has(page.Mirror, *page.Pages);
            for (CoreMirror* other = page.Mirror->Region->Mirrors; other is not null; other = other->Next)
            {
                int error = IsPeer(page.Mirror, other) && other->Entries[*page.Pages] != 0 ? Settle(other, page, isPinned) : 0;
                if (error != 0)
                {
                    return error;
                }
            }
        }

        return 0;
    }

    /// <summary>Copies pages with the same owner from its frames. If that fails, the pages come to the host.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="run">The pages, which are neighbours.</param>
    /// <param name="copied">Whether the pages are in their new frames. Otherwise they have no owner any more.</param>
    /// <returns>0, or a negative error code: then the owner still has the pages.</returns>
    public static int Bring(CoreMirror* owner, EnteringPages run, out bool copied)
    {
        copied = Copy(owner, run);
        return copied ? 0 : BringHome(owner, *run.Pages, run.Count);
    }

    /// <summary>Takes pages from all peers, because a device is going to write them. It has their contents.</summary>
    public static void TakeFromOthers(CoreMirror* mirror, long page, long count)
    {
        for (CoreMirror* other = mirror->Region->Mirrors; other is not null; other = other->Next)
        {
            if (IsPeer(mirror, other))
            {
                PageTable.Remove(other, page, count);
            }
        }
    }

    private static bool IsPeer(CoreMirror* mirror, CoreMirror* other) => other != mirror && other->PageBytes == mirror->PageBytes;

    private static int Settle(CoreMirror* other, EnteringPages page, bool isPinned)
    {
        long number = *page.Pages;
        if (other->Pending[number] != 0)
        {
            return PageLeaving.LeavePending(other, number, page.Has(EnterFlags.Writable) ? LeaveMode.Drop : LeaveMode.Keep);
        }

        return isPinned && (other->Entries[number] & CoreMirror.Newest) != 0 ? BringHome(other, number, 1) : 0;
    }

    private static int BringHome(CoreMirror* owner, long page, long count)
    {
        int error = PageLeaving.CopyToHost(owner, page, count);
        if (error == 0)
        {
            PageTable.Downgrade(owner, page, count);
        }

        return error == -SystemCalls.ErrorInput ? -SystemCalls.ErrorPeer : error;
    }

    private static bool Copy(CoreMirror* owner, EnteringPages run)
    {
        if (!PeerCopies.ArePossible(in owner->Device->Driver, in run.Mirror->Device->Driver))
        {
            return false;
        }

        int step = (int)(owner->PageBytes >> CoreMirror.FrameBits);
        for (long next = 0; next < run.Count;)
        {
            int from = FrameOf(owner, run.Pages[next]);
            int to = run.Frames[next];
            long count = 1;
            while (next + count < run.Count
                && FrameOf(owner, run.Pages[next + count]) == from + count * step
                && run.Frames[next + count] == to + count * step)
            {
                count++;
            }

            long bytes = run.Part(next, count).Range.Contents(owner->Region);
            if (!PeerCopies.Copy(owner->Device, (long)from << CoreMirror.FrameBits, run.Mirror->Device, (long)to << CoreMirror.FrameBits, bytes))
            {
                return false;
            }

            next += count;
        }

        return true;
    }

    private static int FrameOf(CoreMirror* mirror, long page) => mirror->Entries[page] >> CoreMirror.FrameShift;
}
