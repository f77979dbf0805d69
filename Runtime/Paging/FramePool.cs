namespace HmmGen.Paging;

/// <summary>
/// The frames of a device: the page that owns each frame, the frames promised to the next wave, and the choice of frames to evict.
/// It moves no contents; <see cref="DeviceMemory"/> does.
/// </summary>
/// <remarks>
/// Eviction uses a clock. A device reports no accesses, so faults set the reference bits: when a page is brought for a fault, and when a work item that
/// used it faults on another page. A page with a set bit survives one round of the hand.
/// </remarks>
internal sealed class FramePool
{
    private MirroredPage?[] _owners = [];
    private int[] _promises = [];
    private bool[] _referenced = [];
    private int _hint;
    private int _hand;
    private int _epoch = 1;

    /// <summary>Makes a pool in which no frame has memory yet.</summary>
    /// <param name="capacity">The most frames that the pool may have.</param>
    public FramePool(int capacity) => Capacity = capacity;

    /// <summary>The most frames that the pool may have.</summary>
    public int Capacity { get; private set; }

    /// <summary>The number of frames that have memory.</summary>
    public int Reserved => _owners.Length;

    /// <summary>The number of frames that belong to no page and to no region's contiguous frames.</summary>
    public int Free => Capacity - Used;

    /// <summary>The number of frames that belong to a page or to a region's contiguous frames.</summary>
    public int Used { get; private set; }

    /// <summary>The number of frames promised since <see cref="BeginEpoch"/>.</summary>
    public int Promised { get; private set; }

    /// <summary>Begins an epoch: ends all promises.</summary>
    public void BeginEpoch()
    {
        _epoch++;
        Promised = 0;
    }

    /// <summary>Promises frames: they are not evicted until the next epoch.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    public void Promise(int frame, int count)
    {
        if (_promises[frame] != _epoch)
        {
            Promised += count;
            _promises.AsSpan(frame, count).Fill(_epoch);
        }
    }

    /// <summary>Whether a frame is promised.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>True when it is promised.</returns>
    public bool IsPromised(int frame) => _promises[frame] == _epoch;

    /// <summary>Notes that the page in some frames was used.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    public void Reference(int frame, int count) => _referenced.AsSpan(frame, count).Fill(true);

    /// <summary>The page that a frame belongs to.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>The page; null when the frame is free.</returns>
    public MirroredPage? OwnerOf(int frame) => _owners[frame];

    /// <summary>Finds the first frame of a page.</summary>
    /// <param name="frame">A frame of the page.</param>
    /// <returns>The page's first frame.</returns>
    public int FirstOf(int frame)
    {
        int first = frame;
        while (first > 0 && _owners[first - 1] == _owners[frame])
        {
            first--;
        }

        return first;
    }

    /// <summary>Gives frames to a page.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames. They have memory.</param>
    /// <param name="page">The page.</param>
    public void Assign(int frame, int count, MirroredPage page)
    {
        for (int i = frame; i < frame + count; i++)
        {
            Used += _owners[i] is null ? 1 : 0;
            _owners[i] = page;
        }
    }

    /// <summary>Takes frames from their page.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    public void Release(int frame, int count)
    {
        for (int i = frame; i < frame + count; i++)
        {
            Used -= _owners[i] is null ? 0 : 1;
            _owners[i] = null;
            _referenced[i] = false;
            if (_promises[i] == _epoch)
            {
                _promises[i] = 0;
                Promised--;
            }
        }

        _hint = Math.Min(_hint, frame);
    }

    /// <summary>Whether frames are free or belong to a region already.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    /// <param name="mirror">The region's mirror.</param>
    /// <returns>True when the region can have them.</returns>
    public bool IsFreeFor(int frame, int count, RegionMirror mirror)
    {
        if (frame < 0 || (long)frame + count > Capacity)
        {
            return false;
        }

        for (int i = frame; i < Math.Min(frame + count, Reserved); i++)
        {
            if (_owners[i] is { } owner && owner.Mirror != mirror)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds contiguous free frames.</summary>
    /// <param name="count">The number of frames.</param>
    /// <returns>The first frame; -1 when there are none. The frames may lie beyond <see cref="Reserved"/>.</returns>
    public int FindFree(int count)
    {
        if (Free < count)
        {
            return -1;
        }

        int run = 0;
        int first = -1;
        for (int i = _hint; i < Reserved; i++)
        {
            if (_owners[i] is not null)
            {
                run = 0;
                continue;
            }

            first = first < 0 ? i : first;
            if (++run == count)
            {
                // All frames before the first free one are in use, so the next search starts there or later.
                _hint = first == i - count + 1 ? i + 1 : first;
                return i - count + 1;
            }
        }

        // Free frames at the end continue into frames that have no memory yet.
        return Capacity - (Reserved - run) >= count ? Reserved - run : -1;
    }

    /// <summary>Turns the clock's hand to contiguous frames whose pages may be evicted.</summary>
    /// <param name="count">The number of frames.</param>
    /// <returns>The first frame; -1 when there are none.</returns>
    public int FindVictims(int count)
    {
        int limit = Math.Min(Capacity, Reserved);
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

    /// <summary>Gives memory to more frames.</summary>
    /// <param name="frames">The number of frames that have memory from now on.</param>
    public void Grow(int frames)
    {
        Array.Resize(ref _owners, frames);
        Array.Resize(ref _promises, frames);
        Array.Resize(ref _referenced, frames);
    }

    /// <summary>Sets the capacity to the frames that have memory, since the device has no more memory.</summary>
    public void StopGrowing() => Capacity = Reserved;

    /// <summary>
    /// Finds a frame that keeps contiguous frames from being evicted now; -1 when there is none. It is a held or promised frame, or else the last referenced
    /// one. The reference bits are cleared, so referenced frames may be evicted in the next round.
    /// </summary>
    private int Obstacle(int frame, int count)
    {
        int used = -1;
        for (int i = frame; i < frame + count; i++)
        {
            if (_owners[i] is not { } owner)
            {
                continue;
            }

            if (owner.Mirror.IsHeld || _promises[i] == _epoch)
            {
                return i;
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
