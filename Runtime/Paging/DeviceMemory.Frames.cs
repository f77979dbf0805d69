using HmmGen.Base;
using HmmGen.Devices;

namespace HmmGen.Paging;

/// <content>Frames: finding them, and evicting pages from them.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>The least memory that is reserved at a time, in frames: 1 MiB.</summary>
    private const int FirstReserve = 256;

    /// <summary>
    /// The memory that is reserved ahead of need where that takes no room, in frames: 1 GiB. More would be dear in a process that locks whatever it maps later,
    /// which the system does not tell beforehand.
    /// </summary>
    private const int LazyReserve = 1 << 18;

    /// <summary>Evicts about a quarter of the pages that are not promised, chosen at random.</summary>
    /// <param name="random">The random numbers that choose the pages.</param>
    private void EvictRandom(Random random)
    {
        using (Enter())
        {
            for (int frame = 0; frame < _frames.Reserved; frame++)
            {
                if (_frames.OwnerOf(frame) is not null && random.Next(4) == 0 && !_frames.IsPromised(frame))
                {
                    Evict(frame);
                }
            }

            Move(MapCause.Planned);
        }
    }

    /// <summary>Evicts every page that is not promised.</summary>
    private void EvictUnpromised()
    {
        using (Enter())
        {
            for (int frame = 0; frame < _frames.Reserved; frame++)
            {
                if (!_frames.IsPromised(frame))
                {
                    Evict(frame);
                }
            }

            Move(MapCause.Planned);
        }
    }

    /// <summary>Finds contiguous frames; -1 when there are none. It takes free frames if possible, and otherwise evicts pages that are not promised.</summary>
    /// <param name="count">The number of frames.</param>
    /// <param name="forOnePage">Whether one page of a batch will have the frames. Otherwise many pages will.</param>
    private int TakeFrames(int count, bool forOnePage)
    {
        int frame = _frames.FindFree(count);
        if (frame >= 0 && TryGrow(frame + count))
        {
            return frame;
        }

        if (_isBesideWave && _frames.Reserved < _frames.Capacity)
        {
            return -1;
        }

        // All memory of the budget is used before pages are evicted. After a failure to grow there is no more memory.
        TryGrow(_frames.Capacity);
        frame = _frames.FindFree(count);
        if (frame >= 0)
        {
            return frame;
        }

        CountRepeated();
        frame = forOnePage ? FindVictims(count) : _frames.Eviction.FindRoom(count);
        for (int i = frame; frame >= 0 && i < frame + count; i++)
        {
            if (_frames.OwnerOf(i) is { } owner)
            {
                Dissolve(owner.Mirror);
                Evict(i);
            }
        }

        return frame;
    }

    private int FindVictims(int count)
    {
        int wanted = (int)Math.Max(count, _wantedFrames);
        _wantedFrames -= count;
        return _frames.Eviction.FindVictims(count, wanted);
    }

    /// <summary>Makes sure that the first frames have memory. If the device has no more memory, the capacity becomes what it has.</summary>
    private bool TryGrow(int frames)
    {
        if (frames <= _frames.Reserved)
        {
            return true;
        }

        if (frames > _frames.Capacity || _isBesideWave)
        {
            return false;
        }

        long wished = Math.Max(frames, Math.Max(FirstReserve, 2L * _frames.Reserved));
        foreach (int target in (ReadOnlySpan<int>)[(int)Math.Min(wished, _frames.Capacity), frames])
        {
            try
            {
                Reserve(target);
                _frames.Grow(target);
                return true;
            }
            catch (HmmOutOfMemoryException)
            {
                // Other programs use the device's memory too, so less than the budget may be free. Pages are evicted instead.
            }
        }

        _frames.StopGrowing();
        return false;
    }

    private void Reserve(int frames)
    {
        int ahead = Math.Min(_frames.Capacity, LazyReserve);
        if (_frames.Reserved == 0 && frames < ahead && Port.ReservesLazily)
        {
            try
            {
                Port.Reserve(DeviceStorage.Frames, (long)ahead << PageEntry.FrameBits);
                return;
            }
            catch (HmmOutOfMemoryException)
            {
                // The budget may be more than there is. Then memory is reserved as it is needed.
            }
        }

        Port.Reserve(DeviceStorage.Frames, (long)frames << PageEntry.FrameBits);
    }

    /// <summary>Evicts every page of a region, and gives up its contiguous frames. The batch must bring none of its pages.</summary>
    private void EvictAll(RegionMirror mirror)
    {
        for (long page = mirror.NextPlaced(0); page < mirror.PageCount; page = mirror.NextPlaced(page + 1))
        {
            int entry = mirror.EntryOf(page);
            if ((entry & PageEntry.Readable) != 0)
            {
                Evict(entry >> PageEntry.FrameShift);
            }
            else
            {
                // The core has taken the page since this thread took the lock.
                TakeChanges();
            }
        }

        Dissolve(mirror);
    }

    /// <summary>Evicts the page in a frame, if there is one: notes its move and takes its frames. The batch must not bring this page.</summary>
    private void Evict(int frame)
    {
        if (_frames.OwnerOf(frame) is not { } page || !page.Mirror.IsPlaced(page.Number))
        {
            return;
        }

        int first = page.Mirror.Geometry.Frames == 1 ? frame : _frames.FirstOf(frame);
        int entry = page.Mirror.EntryOf(page.Number);
        if ((entry & PageEntry.Readable) != 0)
        {
            _out.Add(new PageMove(page, first, default));
            page.Mirror.NoteEvicted(page.Number);
        }

        Vacate(page, first);
    }

    /// <summary>Takes a page's frames from it. They become free, unless they belong to the region's contiguous frames.</summary>
    private void Vacate(MirroredPage page, int frame)
    {
        page.Mirror.Unplace(page.Number);
        if (page.Mirror.LinearFrame < 0)
        {
            _frames.Release(frame, page.Mirror.Geometry.Frames);
        }
    }

    /// <summary>Gives frames back to the page that is still in them. Reservations of contiguous frames that contradict this are given up.</summary>
    private void Restore(MirroredPage page, int frame)
    {
        RegionMirror mirror = page.Mirror;
        int frames = mirror.Geometry.Frames;
        if (mirror.LinearFrame >= 0 && frame != mirror.LinearFrame + (int)(page.Number * frames))
        {
            Dissolve(mirror);
        }

        for (int i = frame; i < frame + frames; i++)
        {
            if (_frames.OwnerOf(i) is { } other && other.Mirror != mirror)
            {
                Dissolve(other.Mirror);
            }
        }

        _frames.Assign(frame, frames, page);
        mirror.Place(page.Number);
    }

    /// <summary>Gives up a region's contiguous frames. Its pages keep their frames; the other frames become free.</summary>
    private void Dissolve(RegionMirror mirror)
    {
        if (mirror.LinearFrame < 0)
        {
            return;
        }

        int frames = mirror.Geometry.Frames;
        for (long page = 0; page < mirror.PageCount; page++)
        {
            if (!mirror.IsPlaced(page))
            {
                _frames.Release(mirror.LinearFrame + (int)(page * frames), frames);
            }
        }

        mirror.LinearFrame = -1;
    }
}
