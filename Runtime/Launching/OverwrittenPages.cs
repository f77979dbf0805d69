using HmmGen.Base;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>
/// The pages of a region whose old contents a launch does not need. A page counts until it first comes to the device: when it comes back after an
/// eviction, its contents are new and are needed.
/// </summary>
internal sealed class OverwrittenPages
{
    private readonly RegionMirror _mirror;
    private readonly ulong[] _bits;

    /// <summary>Notes the pages of a region, without those that are resident.</summary>
    /// <param name="mirror">The region's mirror.</param>
    /// <param name="pages">The pages.</param>
    public OverwrittenPages(RegionMirror mirror, PageRuns pages)
    {
        _mirror = mirror;
        Pages = pages;
        _bits = new ulong[(pages.Count + 63) / 64];
        long number = 0;
        foreach (PageRun run in pages)
        {
            for (long page = run.First; page < run.End; page++, number++)
            {
                // A resident page is written in place. When it is evicted and comes back, its contents are new.
                _bits[number >> 6] |= mirror.IsResident(page) ? 0 : 1UL << (int)(number & 63);
            }
        }
    }

    /// <summary>The pages that the launch overwrites, also those that were resident before.</summary>
    public PageRuns Pages { get; }

    /// <summary>Whether there is no such page.</summary>
    public bool IsEmpty => Pages.IsEmpty;

    /// <summary>Makes the request for a page. It asks for the contents unless the launch overwrites them.</summary>
    /// <param name="page">The page.</param>
    /// <param name="writable">Whether it will be written.</param>
    /// <returns>The request.</returns>
    public PageRequest Request(long page, bool writable)
    {
        bool contents = !writable || !IsOverwritten(page) || _mirror.IsResident(page);
        return new PageRequest(new MirroredPage(_mirror, page), writable, contents);
    }

    /// <summary>Notes that a page is resident and will be overwritten on the device.</summary>
    /// <param name="page">The page.</param>
    public void NoteResident(long page)
    {
        long number = Pages.IndexOf(page);
        if (number >= 0)
        {
            _bits[number >> 6] &= ~(1UL << (int)(number & 63));
        }
    }

    private bool IsOverwritten(long page) => Pages.IndexOf(page) is >= 0 and long number && (_bits[number >> 6] & (1UL << (int)(number & 63))) != 0;
}
