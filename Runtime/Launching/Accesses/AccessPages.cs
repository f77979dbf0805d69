using HmmGen.Base;
using HmmGen.Memory;
using HmmGen.Paging;

namespace HmmGen.Launching.Accesses;

/// <summary>The pages under the ranges of an access, on a device with memory of its own.</summary>
/// <remarks>Ranges that share a page are one piece: a run of pages that needs contiguous frames.</remarks>
internal sealed class AccessPages
{
    private readonly AccessRange[] _ranges;
    private readonly RegionMirror[] _mirrors;
    private readonly List<List<PageRequest>> _pieces = [];

    /// <summary>Finds the pages.</summary>
    /// <param name="ranges">The ranges, each with its region unless it is empty.</param>
    /// <param name="mirrors">The mirrors of the regions.</param>
    public AccessPages(AccessRange[] ranges, RegionMirror[] mirrors)
    {
        _ranges = ranges;
        _mirrors = mirrors;
        foreach (RegionMirror mirror in mirrors)
        {
            mirror.Whole = WholeOf(mirror);
            foreach (PageRun run in RunsOf(mirror))
            {
                _pieces.Add(RequestsOf(mirror, run));
            }
        }
    }

    /// <summary>The size of the pages in bytes.</summary>
    public long Bytes => _pieces.Sum(static piece => piece.Count * piece[0].Mirror.Geometry.PageBytes);

    /// <summary>Brings the pages, each piece into contiguous frames.</summary>
    /// <param name="residency">The hold on the pages.</param>
    /// <returns>False when they do not fit.</returns>
    public bool TryBring(DeviceMemory.LaunchResidency residency)
    {
        KeepContents();
        residency.HoldLinear();
        return residency.IsLinear
            ? _pieces.TrueForAll(piece => residency.Map(piece, MapCause.Planned) == piece.Count)
            : residency.TryMapTogether(_pieces);
    }

    /// <summary>Clears the pages that have come without their contents.</summary>
    /// <param name="memory">The device's memory.</param>
    public void ClearUncopied(DeviceMemory memory)
    {
        foreach (List<PageRequest> piece in _pieces)
        {
            for (int i = 0; i < piece.Count;)
            {
                int first = i++;
                if (!piece[first].Contents)
                {
                    while (i < piece.Count && !piece[i].Contents)
                    {
                        i++;
                    }

                    memory.Port.ClearFrames(OffsetOf(piece[first].Page), (i - first) * piece[first].Mirror.Geometry.PageBytes);
                }
            }
        }
    }

    /// <summary>Finds the byte of frame memory where a range begins.</summary>
    /// <param name="range">The range; not empty. Its pages are on the device.</param>
    /// <returns>The byte.</returns>
    public long OffsetOf(AccessRange range)
    {
        RegionMirror mirror = RegionMirror.Of(range.Buffer.Region!, _mirrors);
        long page = mirror.PagesUnder(range.Buffer.FirstUnit, 1).First;
        return OffsetOf(new MirroredPage(mirror, page)) + (range.Buffer.FirstUnit - mirror.UnitsOf(page, 1).First) * mirror.Region.UnitSize;
    }

    /// <summary>
    /// Copies to the host what other devices have of the pages that come without contents. The access may still be refused or fail, and then the host's
    /// contents count.
    /// </summary>
    private void KeepContents()
    {
        foreach (PageRequest request in _pieces.SelectMany(static piece => piece).Where(static request => !request.Contents))
        {
            if (request.Mirror.Region.IsMirroredTwice)
            {
                (long unit, long units) = request.Mirror.UnitsOf(request.Page.Number, 1);
                request.Mirror.Region.Claim(request.Mirror, unit, units, writable: true, contents: true, direct: false);
            }
        }
    }

    private static long OffsetOf(MirroredPage page) => (long)page.Mirror.FrameOf(page.Number) << PageEntry.FrameBits;

    private List<PageRun> RunsOf(RegionMirror mirror)
    {
        List<PageRun> runs = [];
        IEnumerable<PageRun> all = RangesIn(mirror).Select(range => PagesOf(mirror, range));
        foreach (PageRun pages in all.OrderBy(static pages => pages.First))
        {
            if (runs.Count > 0 && pages.First < runs[^1].End)
            {
                runs[^1] = runs[^1] with { Count = Math.Max(runs[^1].End, pages.End) - runs[^1].First };
            }
            else if (pages.Count > 0)
            {
                runs.Add(pages);
            }
        }

        return runs;
    }

    private IEnumerable<AccessRange> RangesIn(RegionMirror mirror) => _ranges.Where(range => range.Buffer.Region == mirror.Region);

    private static PageRun PagesOf(RegionMirror mirror, AccessRange range) => mirror.PagesUnder(range.Buffer.FirstUnit, range.Buffer.UnitCount);

    /// <summary>The pages of memory of the caller that a range covers which is written. Nobody else may write any of their bytes. Null for a region of a space.</summary>
    private PageRuns? WholeOf(RegionMirror mirror)
    {
        AccessRange[] ranges = [.. RangesIn(mirror)];
        return Array.Exists(ranges, static range => range.Buffer.IsTransient)
            ? PageRuns.Create([.. ranges.Where(static range => range.Writes).Select(range => CoveredBy(mirror, range))])
            : null;
    }

    private List<PageRequest> RequestsOf(RegionMirror mirror, PageRun run)
    {
        AccessRange[] ranges = [.. RangesIn(mirror)];
        List<PageRequest> requests = [];
        for (long page = run.First; page < run.End; page++)
        {
            bool writes = false;
            bool reads = false;
            bool covered = false;
            foreach (AccessRange range in ranges)
            {
                PageRun pages = PagesOf(mirror, range);
                if (pages.First <= page && page < pages.End)
                {
                    writes |= range.Writes;
                    reads |= range.Access != HmmAccess.Write;
                    covered |= range.Access == HmmAccess.Write && Covers(mirror, range, page);
                }
            }

            // A page that is there keeps its contents: they may be newer than the host's.
            requests.Add(new PageRequest(new MirroredPage(mirror, page), writes, reads || !covered || mirror.IsResident(page)));
        }

        return requests;
    }

    /// <summary>The pages of which a range has all elements.</summary>
    private static PageRun CoveredBy(RegionMirror mirror, AccessRange range)
    {
        PageRun pages = PagesOf(mirror, range);
        long first = pages.First + (pages.Count > 0 && !Covers(mirror, range, pages.First) ? 1 : 0);
        long end = pages.End - (pages.End > first && !Covers(mirror, range, pages.End - 1) ? 1 : 0);
        return new PageRun(first, Math.Max(0, end - first));
    }

    private static bool Covers(RegionMirror mirror, AccessRange range, long page)
    {
        (long first, long count) = mirror.UnitsOf(page, 1);
        return range.Buffer.FirstUnit <= first && first + count <= range.Buffer.FirstUnit + range.Buffer.UnitCount;
    }
}
