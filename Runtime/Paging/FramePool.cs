namespace HmmGen.Paging;

/// <summary>
/// The frames of a device: which page is in which, which are promised to the wave under way, and which to take next.
/// Only keeps the books; <see cref="DeviceMemory"/> moves the contents.
/// </summary>
/// <remarks>
/// Eviction is by a clock whose reference bits are set by faults, since a device reports no accesses: a page that is
/// served, or whose waiting work item went on to another page, survives one round of the hand.
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
    /// <param name="capacity">The most frames that there may be.</param>
    public FramePool(int capacity) => Capacity = capacity;

    /// <summary>The most frames that there may be.</summary>
    public int Capacity { get; private set; }

    /// <summary>The frames that have memory.</summary>
    public int Reserved => _owners.Length;

    /// <summary>The frames that belong to no page.</summary>
    public int Free => Capacity - Used;

    /// <summary>The frames that belong to a page or to a region's contiguous frames.</summary>
    public int Used { get; private set; }

    /// <summary>The frames promised since <see cref="BeginEpoch"/>.</summary>
    public int Promised { get; private set; }

    /// <summary>Takes all promises back.</summary>
    public void BeginEpoch()
    {
        _epoch++;
        Promised = 0;
    }

    /// <summary>Keeps frames from being taken until the next epoch.</summary>
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
    /// <returns>True when it is.</returns>
    public bool IsPromised(int frame) => _promises[frame] == _epoch;

    /// <summary>Notes that the page in some frames was used.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    public void Reference(int frame, int count) => _referenced.AsSpan(frame, count).Fill(true);

    /// <summary>The page that a frame belongs to.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>The page; null when the frame is free.</returns>
    public MirroredPage? OwnerOf(int frame) => _owners[frame];

    /// <summary>The first of the frames of a page.</summary>
    /// <param name="frame">One of them.</param>
    /// <returns>The first.</returns>
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
    /// <param name="count">The number of frames, which have memory.</param>
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

    /// <summary>Whether frames belong to nobody or to a region itself.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    /// <param name="mirror">The region.</param>
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

    /// <summary>Finds free frames in one piece.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The first frame, which may lie beyond <see cref="Reserved"/>; -1 when there is no such piece.</returns>
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
                // Everything before the first free frame seen is in use, so the next search starts there or later.
                _hint = first == i - count + 1 ? i + 1 : first;
                return i - count + 1;
            }
        }

        // A free piece at the end goes on in frames that have no memory yet.
        return Capacity - (Reserved - run) >= count ? Reserved - run : -1;
    }

    /// <summary>Turns the clock's hand to frames in one piece that may be taken.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The first frame; -1 when none may be taken.</returns>
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
    /// <param name="frames">How many have memory from now on.</param>
    public void Grow(int frames)
    {
        Array.Resize(ref _owners, frames);
        Array.Resize(ref _promises, frames);
        Array.Resize(ref _referenced, frames);
    }

    /// <summary>Settles for the frames that have memory, since the device has no more.</summary>
    public void StopGrowing() => Capacity = Reserved;

    /// <summary>
    /// A frame of a piece that may not be taken now: one that nobody may take, else the last one that was used. That one's piece may be taken the next time.
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
