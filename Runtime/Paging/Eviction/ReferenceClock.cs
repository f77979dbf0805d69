namespace HmmGen.Paging.Eviction;

/// <summary>
/// A clock: a hand goes round the frames. Each use sets the reference bits of a page's frames, and a page with a set bit survives one round of the hand. A
/// device reports no accesses, so only what plans and faults tell sets bits. It knows nothing of what is to come.
/// </summary>
/// <param name="pool">The frames.</param>
internal sealed class ReferenceClock(FramePool pool) : IEvictionPolicy
{
    private bool[] _referenced = [];
    private int _hand;

    /// <inheritdoc/>
    public void Grow(int frames) => Array.Resize(ref _referenced, frames);

    /// <inheritdoc/>
    public void NoteFree(int frame) => _referenced[frame] = false;

    /// <inheritdoc/>
    public void NoteUse(MirroredPage page, int frame, bool arrives) => _referenced.AsSpan(frame, page.Mirror.Geometry.Frames).Fill(true);

    /// <inheritdoc/>
    public void NoteArrivals(MirroredPage first, int pages, int frame) => _referenced.AsSpan(frame, pages * first.Mirror.Geometry.Frames).Fill(true);

    /// <inheritdoc/>
    public void NoteRepeated(IReadOnlyList<MirroredPage> pages, int times)
    {
        foreach (MirroredPage page in pages)
        {
            NoteUse(page, page.Mirror.FrameOf(page.Number), arrives: false);
        }
    }

    /// <inheritdoc/>
    public void BeginLaunch()
    {
    }

    /// <inheritdoc/>
    public void Foresee(IEnumerable<IForeseenPart>? rest)
    {
    }

    /// <inheritdoc/>
    public void BeginEpoch()
    {
    }

    /// <inheritdoc/>
    public FrameStretches? Rate(long now, long soon, long most, bool movesAside) => null;

    /// <inheritdoc/>
    public int FindVictims(int count, int wanted) => FindRoom(count);

    /// <inheritdoc/>
    public int FindRoom(int count)
    {
        int limit = pool.InUse;
        for (long steps = 0; steps <= 2L * limit + count; steps++)
        {
            if (_hand + count > limit)
            {
                if (count > limit)
                {
                    return -1;
                }

                _hand = 0;
            }

            int obstacle = Obstacle(_hand, count);
            if (obstacle < 0)
            {
                int found = _hand;
                _hand += count;
                return found;
            }

            steps += obstacle - _hand;
            _hand = obstacle + 1;
        }

        return -1;
    }

    /// <summary>
    /// Finds a frame that keeps contiguous frames from being evicted now; -1 when there is none. It is a held or promised frame, or else the last referenced
    /// one. The reference bits are cleared, so referenced frames may be evicted in the next round.
    /// </summary>
    private int Obstacle(int frame, int count)
    {
        int used = -1;
        for (int i = frame; i < frame + count; i++)
        {
            if (pool.IsFixed(i))
            {
                return i;
            }

            if (pool.OwnerOf(i) is not { } owner)
            {
                continue;
            }

            if (_referenced[i] && !owner.Mirror.Region.IsStreaming)
            {
                _referenced[i] = false;
                used = i;
            }
        }

        return used;
    }
}
