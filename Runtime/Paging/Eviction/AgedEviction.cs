namespace HmmGen.Paging.Eviction;

/// <summary>
/// Evicts with foresight: first the pages that nobody is known to touch, those of the lowest score first (<see cref="PageAges"/>). Then those whose next use
/// is farthest.
/// </summary>
/// <remarks>
/// Victims are chosen for a batch at a time (<see cref="VictimQueue"/>). A batch that needs few frames chooses more than it needs, for later batches. So what
/// a choice costs is a small part of what it costs to bring the pages. Nothing is done for all frames unless something is evicted.
/// </remarks>
internal sealed class AgedEviction : IEvictionPolicy
{
    /// <summary>The share of the frames that may be evicted of which victims are chosen at least.</summary>
    private const int SpareShare = 16;

    private readonly FramePool _pool;
    private readonly PageAges _ages;
    private readonly FrameRanks _ranks;
    private readonly Dictionary<int, VictimQueue> _queues = [];
    private readonly FrameStretches _stretches;
    private IEnumerable<IForeseenPart>? _rest;

    /// <summary>Starts without any knowledge.</summary>
    /// <param name="pool">The frames.</param>
    public AgedEviction(FramePool pool)
    {
        _pool = pool;
        _ages = new PageAges(pool);
        _ranks = new FrameRanks(pool, _ages);
        _stretches = new FrameStretches();
    }

    /// <inheritdoc/>
    public void Grow(int frames) => _ranks.Grow(frames);

    /// <inheritdoc/>
    public void NoteFree(int frame)
    {
    }

    /// <inheritdoc/>
    public void NoteUse(MirroredPage page, int frame, bool arrives) => _ages.Note(page, arrives);

    /// <inheritdoc/>
    public void NoteArrivals(MirroredPage first, int pages, int frame)
    {
        for (int i = 0; i < pages; i++)
        {
            _ages.Note(first with { Number = first.Number + i }, arrives: true);
        }
    }

    /// <inheritdoc/>
    public void NoteRepeated(IReadOnlyList<MirroredPage> pages, int times) => _ages.NoteRepeated(pages, times);

    /// <inheritdoc/>
    public void BeginLaunch() => _ages.BeginLaunch();

    /// <inheritdoc/>
    public void Foresee(IEnumerable<IForeseenPart>? rest)
    {
        ForgetForeseen();
        _rest = rest;
        ForgetForeseen();
    }

    /// <inheritdoc/>
    public void BeginEpoch()
    {
        _ages.PassTime();
        ForgetForeseen();
    }

    /// <inheritdoc/>
    public int FindVictims(int count, int wanted)
    {
        if (!_queues.TryGetValue(count, out VictimQueue? queue))
        {
            _queues.Add(count, queue = new VictimQueue(_pool, _ranks, count));
        }

        int frame = queue.Take();
        if (frame < 0)
        {
            int spare = 0;
            _ranks.Update(_rest ?? [], candidates => spare = Math.Max(wanted, candidates / SpareShare));
            queue.Fill(wanted, spare);
            frame = queue.Take();
        }

        return frame;
    }

    /// <inheritdoc/>
    public FrameStretches? Rate(long now, long soon, long most, bool movesAside)
    {
        now = Math.Max(0, now);
        _ranks.Update(_rest ?? [], candidates => (int)Math.Min(candidates, now));
        _stretches.Rate(_ranks.All, now, soon, most, movesAside);
        return _stretches;
    }

    /// <inheritdoc/>
    public int FindRoom(int count)
    {
        _ranks.Update(_rest ?? [], _ => count);
        ReadOnlySpan<uint> all = _ranks.All;
        long least = long.MaxValue;
        int found = -1;
        long cost = 0;
        for (int first = 0, end = 0; end < all.Length; end++)
        {
            if (all[end] == FrameRanks.Fixed)
            {
                (first, cost) = (end + 1, 0);
                continue;
            }

            cost += CostOf(all[end]);
            if (end + 1 - first > count)
            {
                cost -= CostOf(all[first++]);
            }

            if (end + 1 - first == count && cost < least)
            {
                (least, found) = (cost, first);
            }
        }

        return found;
    }

    /// <summary>What it costs to evict the page in a frame, as a whole number so that sums are exact.</summary>
    private long CostOf(uint rank)
    {
        const double Scale = 1 << 20;
        return rank >= FrameRanks.LeastForeseen
            ? rank
            : rank == FrameRanks.Free ? 0 : 1 + (long)(Scale * Math.Min(1 << 10, _ages.UsesOf(BitConverter.UInt32BitsToSingle(rank))));
    }

    /// <summary>Forgets the victims where something is known of what is to come: some may have been chosen by it, and others are used soon.</summary>
    private void ForgetForeseen()
    {
        if (_rest is not null && _rest.Any())
        {
            foreach (VictimQueue queue in _queues.Values)
            {
                queue.Clear();
            }
        }
    }
}
