using HmmGen.Base;
using HmmGen.Paging.Eviction;

namespace HmmGen.Paging;

/// <summary>
/// The frames of a device: the page that owns each frame, and the frames promised to the next wave. It moves no contents; <see cref="DeviceMemory"/> does.
/// Its policy chooses the frames to evict. Promises belong to an epoch. Two epochs hold while pages come for a chunk beside the wave of the chunk before it.
/// </summary>
internal sealed class FramePool
{
    private MirroredPage?[] _owners = [];
    private int[] _promises = [];
    private int _hint;
    private int _epoch = 1;

    /// <summary>The epoch before, while its promises hold beside those of the current one; otherwise the current one.</summary>
    private int _running = 1;

    /// <summary>The number of frames promised in the current epoch alone.</summary>
    private int _promisedNow;

    /// <summary>Makes a pool in which no frame has memory yet.</summary>
    /// <param name="capacity">The most frames that the pool may have.</param>
    /// <param name="eviction">The policy that chooses the frames to evict.</param>
    public FramePool(int capacity, EvictionKind eviction)
    {
        Capacity = capacity;
        Eviction = eviction == EvictionKind.Clock ? new ReferenceClock(this) : new AgedEviction(this);
    }

    /// <summary>Chooses the frames to evict.</summary>
    public IEvictionPolicy Eviction { get; }

    /// <summary>The most frames that the pool may have.</summary>
    public int Capacity { get; private set; }

    /// <summary>The number of frames that have memory.</summary>
    public int Reserved => _owners.Length;

    /// <summary>The number of frames that have memory and may be used.</summary>
    public int InUse => Math.Min(Capacity, Reserved);

    /// <summary>The number of frames that belong to no page and to no region's contiguous frames.</summary>
    public int Free => Capacity - Used;

    /// <summary>The number of frames that belong to a page or to a region's contiguous frames.</summary>
    public int Used { get; private set; }

    /// <summary>The number of frames whose promises hold.</summary>
    public int Promised { get; private set; }

    /// <summary>Begins an epoch: ends all promises.</summary>
    public void BeginEpoch()
    {
        _running = ++_epoch;
        Promised = _promisedNow = 0;
        Eviction.BeginEpoch();
    }

    /// <summary>Begins an epoch beside the current one, whose promises hold until <see cref="EndOlder"/>. There are never more than two.</summary>
    public void BeginNext()
    {
        _running = _epoch++;
        _promisedNow = 0;
        Eviction.BeginEpoch();
    }

    /// <summary>Ends the promises of the older of two epochs.</summary>
    public void EndOlder()
    {
        _running = _epoch;
        Promised = _promisedNow;
    }

    /// <summary>Promises frames: they are not evicted until the epoch ends.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    public void Promise(int frame, int count)
    {
        if (_promises[frame] != _epoch)
        {
            Promised += IsPromised(frame) ? 0 : count;
            _promisedNow += count;
            _promises.AsSpan(frame, count).Fill(_epoch);
        }
    }

    /// <summary>Whether a frame is promised.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>True when it is promised.</returns>
    public bool IsPromised(int frame) => _promises[frame] == _epoch || _promises[frame] == _running;

    /// <summary>Whether the page in a frame may not be evicted now, since the frame is promised or a launch holds it.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>True when it may not.</returns>
    public bool IsFixed(int frame) => IsPromised(frame) || _owners[frame] is { Mirror.IsHeld: true };

    /// <summary>The page that a frame belongs to.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>The page; null when the frame is free.</returns>
    public MirroredPage? OwnerOf(int frame) => _owners[frame];

    /// <summary>The pages that the frames in use belong to, by frame.</summary>
    public ReadOnlySpan<MirroredPage?> Owners => _owners.AsSpan(0, InUse);

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

    /// <summary>Gives neighbouring frames to pages that follow one another.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="first">The first page.</param>
    /// <param name="pages">The number of pages. Their frames have memory.</param>
    public void AssignAll(int frame, MirroredPage first, int pages)
    {
        int unit = first.Mirror.Geometry.Frames;
        for (int i = 0; i < pages; i++)
        {
            Assign(frame + i * unit, unit, new MirroredPage(first.Mirror, first.Number + i));
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
            Eviction.NoteFree(i);
            if (IsPromised(i))
            {
                _promisedNow -= _promises[i] == _epoch ? 1 : 0;
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

    /// <summary>Whether frames are free and not promised.</summary>
    /// <param name="frame">The first frame.</param>
    /// <param name="count">The number of frames.</param>
    /// <returns>True when they are. They may lie beyond <see cref="Reserved"/>.</returns>
    public bool AreFree(int frame, int count)
    {
        if ((long)frame + count > Capacity)
        {
            return false;
        }

        for (int i = frame; i < Math.Min(frame + count, Reserved); i++)
        {
            if (_owners[i] is not null || IsPromised(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds contiguous free frames that are not promised.</summary>
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

            // A free frame may be promised to a page that is to come.
            first = first < 0 ? i : first;
            run = IsPromised(i) ? 0 : run + 1;
            if (run == count)
            {
                // All frames before the first free one are in use, so the next search starts there. The caller may leave the frames free.
                _hint = first;
                return i - count + 1;
            }
        }

        // Free frames at the end continue into frames that have no memory yet.
        return Capacity - (Reserved - run) >= count ? Reserved - run : -1;
    }

    /// <summary>Counts the free frames that lie in short runs, where no stretch of pages fits.</summary>
    /// <param name="shortest">The number of frames from which a run is not short.</param>
    /// <returns>The number of frames. Promised frames and frames without memory do not count.</returns>
    public int CountShortRuns(int shortest)
    {
        int frames = 0;
        for (int i = 0, run = 0; i <= Reserved; i++)
        {
            if (i < Reserved && _owners[i] is null && !IsPromised(i))
            {
                run++;
                continue;
            }

            frames += run < shortest ? run : 0;
            run = 0;
        }

        return frames;
    }

    /// <summary>Gives memory to more frames.</summary>
    /// <param name="frames">The number of frames that have memory from now on.</param>
    public void Grow(int frames)
    {
        Array.Resize(ref _owners, frames);
        Array.Resize(ref _promises, frames);
        Eviction.Grow(frames);
    }

    /// <summary>Sets the capacity to the frames that have memory, since the device has no more memory.</summary>
    public void StopGrowing() => Capacity = Reserved;
}
