using System.Runtime.InteropServices;

namespace HmmGen.Paging.Eviction;

/// <summary>
/// Finds frames beside each other for pages that follow one another, among the frames whose pages would leave anyway. Kernels find such pages by an addition,
/// and one copy brings them all.
/// </summary>
/// <remarks>
/// A batch evicts so many frames, those of the lowest ranks. Where they lie does not matter to eviction, so any of them are as good. Frames of other ranks are
/// taken where this avoids breaks, but only few in a batch: a page that leaves too early costs a copy at most, and a break costs a wave.
/// </remarks>
internal sealed class FrameStretches
{
    /// <summary>
    /// What a page costs that moves, in the unit of all costs here: what a frame of the ranks that follow costs. Those leave with the next batch anyway, mostly
    /// long before they are used again. With dearer ones, nobody paid for breaks, and chunks of a stencil fell apart launch by launch.
    /// </summary>
    public const long MoveCost = 4;

    /// <summary>What a page costs that moves where the driver copies from frame to frame: a copy within the device is far cheaper than one from the host.</summary>
    public const long MoveCostWithin = 1;

    /// <summary>
    /// What a break costs: as much as so many frames whose pages leave too early. The wave that it takes costs less, but later chunks get the same frames, so
    /// they have the same break until somebody pays for it.
    /// </summary>
    public const long BreakCost = 64 * MoveCost;

    /// <summary>What it costs where no frames are found: more than all breaks of a batch.</summary>
    public const long NotFound = int.MaxValue;

    /// <summary>The most searches of a batch through all frames. A batch with more gaps lies scattered, and each search takes time for every frame.</summary>
    private const int MostSearches = 64;

    /// <summary>What so many batches have not spent may be spent in one: enough for as many frames as a batch has.</summary>
    private const int SavedBatches = 16;

    /// <summary>Parts of fewer pages are not worth a search.</summary>
    private const int SmallestPart = 8;

    /// <summary>Frames of the ranks that leave now, and free frames.</summary>
    private const byte Now = 0;

    /// <summary>Frames of the ranks that follow.</summary>
    private const byte Soon = 1;

    /// <summary>Frames of all other ranks, whose pages leave too early.</summary>
    private const byte Early = 12;

    /// <summary>The same where their pages move aside: to frames that are free or whose pages leave now.</summary>
    private const byte Aside = 8;

    /// <summary>Frames whose pages stay.</summary>
    private const byte Never = byte.MaxValue;

    private readonly List<ulong> _candidates = [];
    private readonly List<int> _spare = [];
    private byte[] _costs = [];
    private int _count;
    private int _searches;
    private bool _hasSpare;

    /// <summary>The number of frames that cost nothing.</summary>
    private int _leaving;

    /// <summary>What frames may still cost in this batch.</summary>
    public long Left { get; private set; }

    /// <summary>Rates all frames.</summary>
    /// <param name="ranks">Their ranks.</param>
    /// <param name="now">The number of frames that are evicted now.</param>
    /// <param name="soon">The number of frames after these whose pages may leave in the place of others.</param>
    /// <param name="most">What frames whose pages leave in the place of others may cost together.</param>
    /// <param name="movesAside">Whether pages that are to stay on the device move to other frames, where theirs are taken.</param>
    public void Rate(ReadOnlySpan<uint> ranks, long now, long soon, long most, bool movesAside)
    {
        byte late = movesAside ? Aside : Early;
        (_count, _searches, Left, _hasSpare) = (ranks.Length, 0, Math.Min(Left + most, most * SavedBatches), false);
        if (_costs.Length < _count)
        {
            _costs = new byte[_count];
        }

        Span<byte> costs = _costs;
        (int free, int scored, int foreseen, uint least) = RankCounts.Rate(ranks, costs, Now, late, Never);
        int last = (int)Math.Clamp(now + soon, 0, scored + foreseen);
        int first = (int)Math.Clamp(now, 0, last);

        // Foreseen pages have ranks that follow one another. So those below this rank are enough, and mostly not one too many.
        long bound = last <= scored ? FrameRanks.LeastForeseen : (long)least + last - scored;
        Span<ulong> lowest = Below((uint)Math.Min(bound, FrameRanks.Fixed), ranks);
        lowest = lowest.Length >= last ? lowest : Below(FrameRanks.Fixed, ranks);
        SmallestFirst.Arrange(lowest, last);
        SmallestFirst.Arrange(lowest[..last], first);
        for (int i = 0; i < last; i++)
        {
            costs[(int)(uint)lowest[i]] = i < first ? Now : Soon;
        }

        _leaving = free + first;
    }

    /// <summary>Finds frames for pages that follow one another, or for the first of them.</summary>
    /// <param name="wish">What is wanted.</param>
    /// <param name="cost">What they cost, with the breaks to the pages before and behind.</param>
    /// <returns>The frames: whole pages; none when there are none so near, or none that may be evicted.</returns>
    public FrameStretch Find(StretchWish wish, out long cost)
    {
        FrameStretch best = default;
        long least = NotFound;
        Consider(new FrameStretch(wish.After, wish.Count), wish.CostBesideOne);
        Consider(new FrameStretch(wish.Before - wish.Count, wish.Count), wish.CostBesideOne);
        if (least > 0 && wish.MayLieApart && _searches < MostSearches)
        {
            _searches++;
            (FrameStretch whole, FrameStretch longest) = Search(wish.Count);
            Consider(whole, wish.CostApart);
            longest = longest with { Count = Math.Min(longest.Count, wish.Count) / wish.Unit * wish.Unit };
            if (longest.Count >= wish.Unit * SmallestPart)
            {
                Consider(longest, wish.CostApart + BreakCost * ((wish.Count - 1) / longest.Count));
            }
        }

        cost = least;
        return best;

        void Consider(FrameStretch stretch, long breaks)
        {
            if (stretch.First >= 0 && stretch.Count > 0 && stretch.First + stretch.Count <= _count && CostOf(stretch) is { } frames && frames + breaks < least)
            {
                (best, least) = (stretch, frames + breaks);
            }
        }
    }

    /// <summary>Takes frames back that were given and not found.</summary>
    /// <param name="stretch">The frames.</param>
    public void TakeAll(FrameStretch stretch)
    {
        Span<byte> costs = _costs.AsSpan(stretch.First, stretch.Count);
        _leaving -= costs.Count(Now);
        costs.Fill(Never);
    }

    /// <summary>Takes a frame, so that it is not found again.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Whether its page moves aside.</returns>
    public bool Take(int frame)
    {
        byte cost = _costs[frame];
        Left -= cost == Never ? 0 : cost;
        _leaving -= cost == Now ? 1 : 0;
        _costs[frame] = Never;
        return cost == Aside;
    }

    /// <summary>Notes that pages leave early for another reason than that their frames were found.</summary>
    /// <param name="frames">The number of frames.</param>
    public void Spend(int frames) => Left -= Soon * frames;

    /// <summary>Takes one frame of those that leave now, from the shortest runs first: longer ones are for pages that follow one another.</summary>
    /// <returns>The frame; -1 when there is none.</returns>
    public int TakeSpare()
    {
        if (!_hasSpare)
        {
            CollectSpare();
        }

        while (_spare.Count > 0)
        {
            int frame = _spare[^1];
            _spare.RemoveAt(_spare.Count - 1);
            if (_costs[frame] == Now)
            {
                _costs[frame] = Never;
                _leaving--;
                return frame;
            }
        }

        return -1;
    }

    /// <summary>Lists the frames whose pages may leave and that have ranks below a bound, each with its rank.</summary>
    private Span<ulong> Below(uint bound, ReadOnlySpan<uint> ranks)
    {
        CollectionsMarshal.SetCount(_candidates, ranks.Length);
        Span<ulong> candidates = CollectionsMarshal.AsSpan(_candidates);
        return candidates[..RankCounts.List(ranks, bound, candidates)];
    }

    private void CollectSpare()
    {
        List<FrameStretch> runs = [];
        for (int first = 0; first < _count; first++)
        {
            int end = first;
            while (end < _count && _costs[end] == Now)
            {
                end++;
            }

            if (end > first)
            {
                runs.Add(new FrameStretch(first, end - first));
                first = end;
            }
        }

        // Taken from the end on.
        runs.Sort(static (a, b) => b.Count.CompareTo(a.Count));
        _spare.Clear();
        foreach (FrameStretch run in runs)
        {
            for (int frame = run.First + run.Count - 1; frame >= run.First; frame--)
            {
                _spare.Add(frame);
            }
        }

        _hasSpare = true;
    }

    /// <summary>Notes frames whose pages do not move aside: they leave too early, where the frames are taken.</summary>
    /// <param name="first">The first frame.</param>
    /// <param name="count">The number of frames, of which some may not be rated.</param>
    public void Settle(int first, int count) => _costs.AsSpan(first, Math.Clamp(_count - first, 0, count)).Replace(Aside, Early);

    /// <summary>Gives frames back whose pages are about to leave, or that were not found.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    public void Give(int frame, int count)
    {
        _leaving += count - _costs.AsSpan(frame, count).Count(Now);
        _costs.AsSpan(frame, count).Fill(Now);
    }

    /// <summary>What it costs to take frames.</summary>
    /// <param name="stretch">The frames.</param>
    /// <returns>The cost; null when they may not be taken.</returns>
    public long? CostOf(FrameStretch stretch)
    {
        long cost = 0;
        int moving = 0, leaving = 0;
        foreach (byte one in _costs.AsSpan(stretch.First, stretch.Count))
        {
            if (one == Never)
            {
                return null;
            }

            cost += one;
            moving += one == Aside ? 1 : 0;
            leaving += one == Now ? 1 : 0;
        }

        // Pages that move aside need frames that leave now, and are not among these.
        return cost <= Left && moving <= _leaving - leaving ? cost : null;
    }

    /// <summary>Finds the cheapest frames for all pages, and the longest run of frames that cost nothing.</summary>
    private (FrameStretch Whole, FrameStretch Longest) Search(int count)
    {
        FrameStretch fitting = default, longest = default;
        ReadOnlySpan<byte> costs = _costs.AsSpan(0, _count);
        for (int first = NextOf(costs, 0); first < _count;)
        {
            int length = costs[first..].IndexOfAnyExcept(Now);
            FrameStretch run = new(first, length < 0 ? _count - first : length);
            longest = run.Count > longest.Count ? run : longest;

            // The shortest one that is long enough leaves the longer ones to others.
            fitting = run.Count >= count && (fitting.Count == 0 || run.Count < fitting.Count) ? run : fitting;
            first = NextOf(costs, first + run.Count);
        }

        return (fitting.Count > 0 ? fitting with { Count = count } : Cheapest(count), longest);

        static int NextOf(ReadOnlySpan<byte> costs, int from)
        {
            int next = costs[from..].IndexOf(Now);
            return next < 0 ? costs.Length : from + next;
        }
    }

    /// <summary>Finds the cheapest frames beside each other, some of which cost something.</summary>
    private FrameStretch Cheapest(int count)
    {
        FrameStretch cheapest = default;
        long least = long.MaxValue, cost = 0;
        int first = 0, moving = 0, leaving = 0;
        for (int frame = 0; frame < _count; frame++)
        {
            byte one = _costs[frame];
            if (one == Never)
            {
                (first, cost, moving, leaving) = (frame + 1, 0, 0, 0);
                continue;
            }

            Add(one, 1);
            if (frame + 1 - first > count)
            {
                Add(_costs[first++], -1);
            }

            if (frame + 1 - first == count && cost < least && moving <= _leaving - leaving)
            {
                (cheapest, least) = (new FrameStretch(first, count), cost);
            }
        }

        return cheapest;

        void Add(byte one, int times)
        {
            cost += times * one;
            moving += one == Aside ? times : 0;
            leaving += one == Now ? times : 0;
        }
    }
}
