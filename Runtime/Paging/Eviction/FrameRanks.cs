using HmmGen.Base;

namespace HmmGen.Paging.Eviction;

/// <summary>
/// Ranks the frames by how dear it would be to evict their pages. Pages that nobody is known to touch come first, by their score. Then come the pages that are
/// foreseen, the farthest use first. One pass over the frames makes the ranks for a whole batch.
/// </summary>
/// <param name="pool">The frames.</param>
/// <param name="ages">The scores of pages.</param>
internal sealed class FrameRanks(FramePool pool, PageAges ages)
{
    /// <summary>The rank of a frame that may not be evicted: it is held or promised.</summary>
    public const uint Fixed = uint.MaxValue;

    /// <summary>The rank of a free frame.</summary>
    public const uint Free = 0;

    /// <summary>All ranks of foreseen pages lie above this. All ranks by score lie below, since the bits of a positive fraction do.</summary>
    public const uint LeastForeseen = 0x8000_0000;

    /// <summary>The rank of the page that is used next.</summary>
    private const uint Next = 0xC000_0000;

    /// <summary>The rank of pages that the host has too, and that are overwritten before anybody reads them. It costs nothing that they leave.</summary>
    private const uint Dead = 1;

    /// <summary>The rank of pages whose region is streaming.</summary>
    private const uint Streaming = 2;

    /// <summary>The least rank by score.</summary>
    private const uint LeastScore = 3;

    /// <summary>What a look at a part of what is to come costs, in looks at a page.</summary>
    private const int StepsOfPart = 128;

    /// <summary>Neighbouring frames with the pages of a part: the first frame, the number of frames, and how many of them a page has.</summary>
    private readonly List<(int First, int Count, int Unit)> _found = [];
    private uint[] _ranks = [];
    private long _steps;
    private int _left;
    private uint _next;

    /// <summary>The ranks, by frame.</summary>
    /// <returns>The ranks as of the last call of <see cref="Update"/>.</returns>
    public ReadOnlySpan<uint> All => _ranks.AsSpan(0, pool.InUse);

    /// <summary>The number of frames whose pages may be evicted.</summary>
    public int Candidates { get; private set; }

    /// <summary>Notes that the pool has more frames.</summary>
    /// <param name="frames">The number of frames.</param>
    public void Grow(int frames) => Array.Resize(ref _ranks, frames);

    /// <summary>Ranks all frames.</summary>
    /// <param name="rest">What is to come, in order.</param>
    /// <param name="share">
    /// Gives the number of frames to evict, for the number of candidates. What is to come is looked at until only so many frames are left that it does not
    /// name: these are the ones whose next use is farthest.
    /// </param>
    public void Update(IEnumerable<IForeseenPart> rest, Func<int, int> share)
    {
        RankByScore();
        _left = Candidates - share(Candidates);
        _next = Next;

        // What is to come may be long. The frames bound what is looked at of it, so that a batch never costs more than its pages.
        _steps = 4096 + 4L * pool.InUse;
        foreach (IForeseenPart part in rest)
        {
            // Once for a part, not for each half of it: halves overwrite the same pages.
            MarkDead(part);
            if (!Keep(part))
            {
                break;
            }
        }
    }

    /// <summary>The rank of a page by its score.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The rank.</returns>
    public uint RankOf(MirroredPage page) => Math.Max(LeastScore, BitConverter.SingleToUInt32Bits(ages.ScoreOf(page)));

    private void RankByScore()
    {
        ReadOnlySpan<MirroredPage?> owners = pool.Owners;
        RegionMirror? last = null;
        bool isStreaming = false;
        bool isHeld = false;
        int candidates = 0;
        for (int frame = 0; frame < owners.Length; frame++)
        {
            if (!owners[frame].HasValue)
            {
                _ranks[frame] = pool.IsPromised(frame) ? Fixed : Free;
                continue;
            }

            ref readonly MirroredPage page = ref Nullable.GetValueRefOrDefaultRef(in owners[frame]);
            if (page.Mirror != last)
            {
                last = page.Mirror;
                (isStreaming, isHeld) = (last.Region.IsStreaming, last.IsHeld);
            }

            bool isFixed = isHeld || pool.IsPromised(frame);
            _ranks[frame] = isFixed ? Fixed : isStreaming ? Streaming : RankOf(page);
            candidates += isFixed ? 0 : 1;
        }

        Candidates = candidates;
    }

    /// <summary>Ranks the pages of a part as foreseen. Divides the part where not all of them can be kept.</summary>
    /// <returns>False when no more pages can be kept.</returns>
    private bool Keep(IForeseenPart part)
    {
        _steps -= StepsOfPart;
        if (_left <= 0 || _steps <= 0)
        {
            return false;
        }

        if (!TryCollect(part) && part.TryDivide(out IForeseenPart first, out IForeseenPart second))
        {
            return Keep(first) && Keep(second);
        }

        foreach ((int start, int count, int unit) in _found)
        {
            for (int frame = start; frame < start + count; frame += unit)
            {
                if (_left < unit)
                {
                    return false;
                }

                if (unit == 1)
                {
                    _ranks[frame] = _next;
                }
                else
                {
                    _ranks.AsSpan(frame, unit).Fill(_next);
                }

                _left -= unit;
                _next = Math.Max(LeastForeseen, _next - 1);
            }
        }

        return _steps > 0;
    }

    /// <summary>Marks the pages that a part overwrites, if nobody needs their contents before. Those that only the device has must go home when they leave.</summary>
    private void MarkDead(IForeseenPart part)
    {
        foreach ((RegionMirror mirror, _, PageRuns pages, _) in part.Pages)
        {
            for (int i = 0; !mirror.IsClosed && i < pages.Runs.Length && _steps > 0; i++, _steps--)
            {
                foreach (PageRun placed in mirror.PlacedRuns(pages.Runs[i], gap: 0))
                {
                    _steps -= placed.Count;
                    MarkDead(mirror.Entries(placed.First, (int)placed.Count), mirror.Geometry.Frames);
                }
            }
        }
    }

    private void MarkDead(ReadOnlySpan<int> entries, int unit)
    {
        foreach (int entry in entries)
        {
            int frame = entry >> PageEntry.FrameShift;
            if ((entry & (PageEntry.Readable | PageEntry.Writable)) == PageEntry.Readable && _ranks[frame] is > Free and < LeastForeseen)
            {
                _ranks.AsSpan(frame, unit).Fill(Dead);
            }
        }
    }

    /// <summary>Collects the resident pages of a part that may be evicted and are not foreseen yet, in the order of their numbers.</summary>
    /// <returns>False when not all of them can be kept. Then it stops at the first one too many.</returns>
    private bool TryCollect(IForeseenPart part)
    {
        _found.Clear();
        int left = _left;
        foreach ((RegionMirror mirror, PageRuns pages, _, _) in part.Pages)
        {
            if (mirror.IsClosed)
            {
                continue;
            }

            for (int i = 0; i < pages.Runs.Length && _steps > 0; i++, _steps--)
            {
                PageRun run = pages.Runs[i];
                for (long page = mirror.NextPlaced(run.First), end; page < run.End && _steps > 0; page = mirror.NextPlaced(end))
                {
                    // A part that does not fit is divided, and costs no more steps than pages that can be kept.
                    end = mirror.EndOfPlaced(page, Math.Min(run.End, page + Math.Min(_steps, left / mirror.Geometry.Frames + 1)));
                    _steps -= end - page;
                    if (!TryCollect(mirror.Entries(page, (int)(end - page)), mirror.Geometry.Frames, ref left))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    /// <summary>Collects pages by their entries. Those in neighbouring frames are collected together.</summary>
    private bool TryCollect(ReadOnlySpan<int> entries, int unit, ref int left)
    {
        ReadOnlySpan<uint> ranks = _ranks;
        int first = 0, count = 0;
        foreach (int entry in entries)
        {
            int frame = entry >> PageEntry.FrameShift;
            if ((entry & PageEntry.Readable) == 0 || ranks[frame] is Free or Dead or >= LeastForeseen)
            {
                continue;
            }

            if (frame != first + count)
            {
                Add();
                (first, count) = (frame, 0);
            }

            count += unit;
            left -= unit;
            if (left < 0)
            {
                break;
            }
        }

        Add();
        return left >= 0;

        void Add()
        {
            if (count > 0)
            {
                _found.Add((first, count, unit));
            }
        }
    }
}
