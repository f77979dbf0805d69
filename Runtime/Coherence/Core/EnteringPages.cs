// Safety: the arrays have Count items each, and live while a call uses them. A processor that is asked for bytes beforehand ignores addresses without memory.
using System.Runtime.Intrinsics.X86;

namespace HmmGen.Coherence.Core;

/// <summary>Pages of a mirror that enter a device together, in ascending order.</summary>
/// <param name="mirror">The mirror.</param>
/// <param name="pages">The pages.</param>
/// <param name="frames">The first frame of each page.</param>
/// <param name="flags">How each page enters.</param>
/// <param name="count">The number of pages.</param>
internal readonly unsafe struct EnteringPages(CoreMirror* mirror, long* pages, int* frames, EnterFlags* flags, long count)
{
    /// <summary>The mirror.</summary>
    public readonly CoreMirror* Mirror = mirror;

    /// <summary>The pages.</summary>
    public readonly long* Pages = pages;

    /// <summary>The first frame of each page.</summary>
    public readonly int* Frames = frames;

    /// <summary>How each page enters.</summary>
    public readonly EnterFlags* Flags = flags;

    /// <summary>The number of pages.</summary>
    public readonly long Count = count;

    /// <summary>The bytes of the pages, which are neighbours.</summary>
    public MirrorRange Range => MirrorRange.Of(Mirror, *Pages, Count);

    /// <summary>Whether a page of a mirror is pinned, or a part of it.</summary>
    public static bool IsPinned(CoreMirror* mirror, long page)
    {
        if (!mirror->Region->IsWatched)
        {
            return false;
        }

        MirrorRange range = MirrorRange.Of(mirror, page, 1);
        return HostMarks.Any(mirror->Region, range.Offset, range.Bytes, HostMark.Pinned);
    }

    /// <summary>Finds the first pinned page after a page that is not pinned.</summary>
    /// <returns>The page; the end of the search when there is none before it.</returns>
    public static long EndOfUnpinned(CoreMirror* mirror, long page, long end)
    {
        MirrorRange range = MirrorRange.Of(mirror, page, end - page);
        if (!mirror->Region->IsWatched || !HostMarks.Any(mirror->Region, range.Offset, range.Bytes, HostMark.Pinned))
        {
            return end;
        }

        do
        {
            page++;
        }
        while (page < end && !IsPinned(mirror, page));

        return page;
    }

    /// <summary>Returns a part of the pages.</summary>
    public EnteringPages Part(long first, long count) => new(Mirror, Pages + first, Frames + first, Flags + first, count);

    /// <summary>Counts the pages from one on whose frames follow each other.</summary>
    /// <param name="first">The page's number in this list.</param>
    /// <returns>The number, at least 1.</returns>
    public long InNeighbouringFrames(long first)
    {
        int step = (int)(Mirror->PageBytes >> CoreMirror.FrameBits);
        int* frame = Frames + first;
        long pages = 1;
        while (first + pages < Count && frame[pages] == *frame + pages * step)
        {
            pages++;
        }

        return pages;
    }

    /// <summary>Asks the processor for the first bytes of a page that is copied next, if there is one. Otherwise the copy would wait for them.</summary>
    /// <param name="page">The page's number in this list.</param>
    public void Announce(long page)
    {
        const int Lines = 4;
        const int LineBytes = 64;
        for (int line = 0; Sse.IsSupported && page < Count && line < Lines; line++)
        {
            Sse.Prefetch0(Mirror->Region->Alias + Pages[page] * Mirror->PageBytes + line * LineBytes);
        }
    }

    /// <summary>Whether the pages, which enter in the same way, enter with a flag.</summary>
    public bool Has(EnterFlags flag) => (*Flags & flag) != 0;
}
