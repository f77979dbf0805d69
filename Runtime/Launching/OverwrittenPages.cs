using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>
/// The pages of a region whose old contents a launch does not need, each until it is first brought to the device: when
/// it comes back after an eviction it has new contents.
/// </summary>
internal sealed class OverwrittenPages
{
    private readonly RegionMirror _mirror;
    private readonly PageRuns _pages;
    private readonly ulong[] _bits;

    /// <summary>Notes the pages of a region.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    public OverwrittenPages(RegionMirror mirror, PageRuns pages)
    {
        _mirror = mirror;
        _pages = pages;
        _bits = new ulong[(pages.Count + 63) / 64];
        long number = 0;
        foreach (PageRun run in pages)
        {
            for (long page = run.First; page < run.End; page++, number++)
            {
                // One that is there is written without being brought: when it is evicted and comes back, it has new contents.
                _bits[number >> 6] |= mirror.IsPresent(page) ? 0 : 1UL << (int)(number & 63);
            }
        }
    }

    /// <summary>Makes the request for a page, with contents unless they will be overwritten.</summary>
    /// <param name="page">The page.</param>
    /// <param name="writable">Whether it will be written.</param>
    /// <returns>The request.</returns>
    public PageRequest Request(long page, bool writable)
    {
        bool contents = !writable || !IsOverwritten(page) || _mirror.IsPresent(page);
        return new PageRequest(new MirroredPage(_mirror, page), writable, contents);
    }

    /// <summary>Notes that a page is on the device and about to be overwritten there.</summary>
    /// <param name="page">The page.</param>
    public void NotePresent(long page)
    {
        long number = _pages.IndexOf(page);
        if (number >= 0)
        {
            _bits[number >> 6] &= ~(1UL << (int)(number & 63));
        }
    }

    private bool IsOverwritten(long page) => _pages.IndexOf(page) is >= 0 and long number && (_bits[number >> 6] & (1UL << (int)(number & 63))) != 0;
}
