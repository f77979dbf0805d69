using HmmGen.Migration;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>
/// Pages whose old contents a launch does not need, each until it is first brought to the device: when it comes back
/// after an eviction it has new contents.
/// </summary>
internal sealed class OverwrittenPages
{
    private readonly ulong[] _bits;

    /// <summary>Notes the pages of a region.</summary>
    /// <param name="mirror">The region.</param>
    /// <param name="pages">The pages.</param>
    public OverwrittenPages(RegionMirror mirror, PageRuns pages)
    {
        Mirror = mirror;
        Pages = pages;
        _bits = pages.IsEmpty ? [] : new ulong[(mirror.PageCount + 63) / 64];
        foreach (PageRun run in pages)
        {
            for (long page = run.First; page < run.End; page++)
            {
                _bits[page >> 6] |= 1UL << (int)(page & 63);
            }
        }
    }

    /// <summary>The region.</summary>
    public RegionMirror Mirror { get; }

    /// <summary>All such pages of the launch.</summary>
    public PageRuns Pages { get; }

    /// <summary>Whether a page's contents are needed.</summary>
    /// <param name="page">The page.</param>
    /// <returns>False the first time for an overwritten page.</returns>
    public bool NeedsContents(long page) => _bits.Length == 0 || (_bits[page >> 6] & (1UL << (int)(page & 63))) == 0;

    /// <summary>Notes that a page has been brought.</summary>
    /// <param name="page">The page.</param>
    public void NoteBrought(long page)
    {
        if (_bits.Length > 0)
        {
            _bits[page >> 6] &= ~(1UL << (int)(page & 63));
        }
    }
}
