using HmmGen.Base;
using HmmGen.Devices;

namespace HmmGen.Paging;

/// <content>Frames: finding them, taking them from other pages, and keeping them in one piece for whole regions.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>The least memory asked for at a time, in frames: 1 MiB.</summary>
    private const int FirstReserve = 256;

    /// <summary>
    /// Gives each region contiguous frames for all its pages, if all of them fit, so that translation is an addition.
    /// They are held until <see cref="Release"/>.
    /// </summary>
    /// <param name="mirrors">The regions of a launch.</param>
    /// <returns>False when they do not fit; then nothing is held.</returns>
    private bool TryHoldLinear(IReadOnlyList<RegionMirror> mirrors)
    {
        lock (_gate)
        {
            long needed = 0;
            foreach (RegionMirror mirror in mirrors)
            {
                needed += mirror.PageCount * mirror.Geometry.Frames;
            }

            if (needed > _frames.Capacity)
            {
                return false;
            }

            if (TryHold(mirrors))
            {
                return true;
            }

            // Fragmented by regions that stay where they are: once everything is out there is one piece.
            Release(mirrors);
            foreach (RegionMirror mirror in _mirrors)
            {
                EvictAll(mirror);
            }

            if (TryHold(mirrors))
            {
                return true;
            }

            Release(mirrors);
            return false;
        }
    }

    /// <summary>Lets others take the frames of regions again.</summary>
    /// <param name="mirrors">The regions.</param>
    private void Release(IReadOnlyList<RegionMirror> mirrors)
    {
        lock (_gate)
        {
            foreach (RegionMirror mirror in mirrors)
            {
                mirror.IsHeld = false;
            }
        }
    }

    /// <summary>Evicts about a quarter of the pages that are not promised, drawn at random.</summary>
    /// <param name="random">Draws them.</param>
    private void EvictRandom(Random random)
    {
        lock (_gate)
        {
            for (int frame = 0; frame < _frames.Reserved; frame++)
            {
                if (_frames.OwnerOf(frame).Mirror is not null && random.Next(4) == 0)
                {
                    EvictAt(frame);
                }
            }

            Move(MapCause.Planned);
        }
    }

    /// <summary>Evicts every page that is not promised.</summary>
    private void EvictUnpromised()
    {
        lock (_gate)
        {
            for (int frame = 0; frame < _frames.Reserved; frame++)
            {
                EvictAt(frame);
            }

            Move(MapCause.Planned);
        }
    }

    private void EvictAt(int frame)
    {
        (RegionMirror? mirror, long page) = _frames.OwnerOf(frame);
        if (mirror is not null && !_frames.IsPromised(frame) && mirror.IsPresent(page))
        {
            Evict(mirror, page);
        }
    }

    private bool TryHold(IReadOnlyList<RegionMirror> mirrors)
    {
        foreach (RegionMirror mirror in mirrors)
        {
            mirror.IsHeld = mirror.LinearFrame >= 0;
        }

        foreach (RegionMirror mirror in mirrors)
        {
            if (mirror.LinearFrame >= 0)
            {
                continue;
            }

            int count = (int)(mirror.PageCount * mirror.Geometry.Frames);
            int first = PlaceInFact(mirror, count);
            if (first < 0)
            {
                EvictAll(mirror);
                first = TakeFrames(count);
            }

            if (first < 0 || !TryGrow(first + count))
            {
                Move(MapCause.Planned);
                return false;
            }

            for (long page = 0; page < mirror.PageCount; page++)
            {
                _frames.Assign(first + (int)(page * mirror.Geometry.Frames), mirror.Geometry.Frames, mirror, page);
            }

            mirror.LinearFrame = first;
            mirror.IsHeld = true;
        }

        Move(MapCause.Planned);
        return true;
    }

    /// <summary>Where a region's pages already lie as if in one piece, with the gaps free; -1 when they do not.</summary>
    private int PlaceInFact(RegionMirror mirror, int count)
    {
        int place = -1;
        for (long page = NextPresent(mirror, 0); page < mirror.PageCount; page = NextPresent(mirror, page + 1))
        {
            int expected = mirror.FrameOf(page) - (int)(page * mirror.Geometry.Frames);
            if (expected < 0 || (place >= 0 && place != expected))
            {
                return -1;
            }

            place = expected;
        }

        return place >= 0 && _frames.IsFreeFor(place, count, mirror) ? place : -1;
    }

    /// <summary>Finds frames in one piece: free ones, or else those of pages that nobody was promised.</summary>
    private int TakeFrames(int count)
    {
        int frame = _frames.FindFree(count);
        if (frame >= 0 && TryGrow(frame + count))
        {
            return frame;
        }

        // Before pages are evicted all the memory there may be is used; after a failure to grow there is no more.
        TryGrow(_frames.Capacity);
        frame = _frames.FindFree(count);
        if (frame >= 0)
        {
            return frame;
        }

        frame = _frames.FindVictims(count);
        for (int i = frame; frame >= 0 && i < frame + count; i++)
        {
            (RegionMirror? mirror, long page) = _frames.OwnerOf(i);
            if (mirror is not null)
            {
                Dissolve(mirror);
                if (mirror.IsPresent(page) && _frames.OwnerOf(i).Mirror == mirror)
                {
                    Evict(mirror, page);
                }
            }
        }

        return frame;
    }

    /// <summary>Makes sure that frames have memory; when the device has no more, settles for what there is.</summary>
    private bool TryGrow(int frames)
    {
        if (frames <= _frames.Reserved)
        {
            return true;
        }

        if (frames > _frames.Capacity)
        {
            return false;
        }

        long wished = Math.Max(frames, Math.Max(FirstReserve, 2L * _frames.Reserved));
        foreach (int target in (ReadOnlySpan<int>)[(int)Math.Min(wished, _frames.Capacity), frames])
        {
            try
            {
                Port.Reserve(DeviceStorage.Frames, (long)target << PageEntry.FrameBits);
                _frames.Grow(target);
                return true;
            }
            catch (HmmOutOfMemoryException)
            {
                // Others use the device's memory too: less than the budget may be left. Pages are evicted instead.
            }
        }

        _frames.StopGrowing();
        return false;
    }

    /// <summary>Takes every page of a region from the device, and its contiguous frames.</summary>
    private void EvictAll(RegionMirror mirror)
    {
        for (long page = NextPresent(mirror, 0); page < mirror.PageCount; page = NextPresent(mirror, page + 1))
        {
            Evict(mirror, page);
        }

        Dissolve(mirror);
    }

    private static long NextPresent(RegionMirror mirror, long page) => mirror.Present.Next(page, mirror.PageCount);

    /// <summary>Takes a page from the device to make room; one that is newer there is noted for copying.</summary>
    private void Evict(RegionMirror mirror, long page)
    {
        mirror.Counters.Add(Counter.Evictions, 1);
        if (!mirror.IsDirty(page))
        {
            mirror.Counters.Add(Counter.CleanDrops, 1);
        }

        _out.Add(new PageMove(mirror, page, mirror.FrameOf(page), default));
        mirror.NoteEvicted(page);
        Drop(mirror, page);
    }

    /// <summary>Takes a page from the table; its frames become free unless they are kept for the region.</summary>
    private void Drop(RegionMirror mirror, long page)
    {
        if (!mirror.IsPresent(page))
        {
            return;
        }

        int frame = mirror.FrameOf(page);
        mirror[page] = PageEntry.Absent;
        if (mirror.LinearFrame < 0)
        {
            _frames.Release(frame, mirror.Geometry.Frames);
        }
    }

    /// <summary>Gives a region's contiguous frames up: its pages stay where they are, the frames of absent ones become free.</summary>
    private void Dissolve(RegionMirror mirror)
    {
        if (mirror.LinearFrame < 0)
        {
            return;
        }

        int frames = mirror.Geometry.Frames;
        for (long page = 0; page < mirror.PageCount; page++)
        {
            if (!mirror.IsPresent(page))
            {
                _frames.Release(mirror.LinearFrame + (int)(page * frames), frames);
            }
        }

        mirror.LinearFrame = -1;
    }

    /// <summary>
    /// After moves that failed midway frames belong to the pages that are in them, as the core has it: those that were to leave may be there still, and
    /// those that were to come not. A region keeps its contiguous frames if all of them are its own or free.
    /// </summary>
    private void RebuildFrames()
    {
        _frames.ReleaseAll();
        foreach (RegionMirror mirror in _mirrors)
        {
            int frames = mirror.Geometry.Frames;
            for (long page = NextPresent(mirror, 0); page < mirror.PageCount; page = NextPresent(mirror, page + 1))
            {
                _frames.Assign(mirror.FrameOf(page), frames, mirror, page);
            }
        }

        foreach (RegionMirror mirror in _mirrors)
        {
            int first = mirror.LinearFrame;
            int frames = mirror.Geometry.Frames;
            mirror.LinearFrame = first >= 0 && PlaceInFact(mirror, (int)(mirror.PageCount * frames)) == first ? first : -1;
            for (long page = 0; mirror.LinearFrame >= 0 && page < mirror.PageCount; page++)
            {
                _frames.Assign(first + (int)(page * frames), frames, mirror, page);
            }
        }
    }
}
