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
        using (Enter())
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
        using (Enter())
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

    private bool TryHold(IReadOnlyList<RegionMirror> mirrors)
    {
        foreach (RegionMirror mirror in mirrors)
        {
            mirror.IsHeld = mirror.LinearFrame >= 0;
        }

        try
        {
            foreach (RegionMirror mirror in mirrors)
            {
                if (mirror.LinearFrame < 0 && !TryReserve(mirror))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            Move(MapCause.Planned);
        }
    }

    /// <summary>Gives a region contiguous frames, where its pages are if they can stay, and holds them.</summary>
    private bool TryReserve(RegionMirror mirror)
    {
        int count = (int)(mirror.PageCount * mirror.Geometry.Frames);
        int first = PlaceInFact(mirror, count);
        if (first < 0)
        {
            EvictAll(mirror);
            first = TakeFrames(count);
        }

        if (first < 0 || !TryGrow(first + count))
        {
            return false;
        }

        for (long page = 0; page < mirror.PageCount; page++)
        {
            _frames.Assign(first + (int)(page * mirror.Geometry.Frames), mirror.Geometry.Frames, new MirroredPage(mirror, page));
        }

        mirror.LinearFrame = first;
        mirror.IsHeld = true;
        return true;
    }

    /// <summary>Where a region's pages already lie as if in one piece, with the gaps free; -1 when they do not.</summary>
    private int PlaceInFact(RegionMirror mirror, int count)
    {
        int place = -1;
        for (long page = mirror.NextPlaced(0); page < mirror.PageCount; page = mirror.NextPlaced(page + 1))
        {
            int expected = mirror.FrameOf(page) - (int)(page * mirror.Geometry.Frames);
            if (expected < 0 || !mirror.IsPresent(page) || (place >= 0 && place != expected))
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
            if (_frames.OwnerOf(i) is { } owner)
            {
                Dissolve(owner.Mirror);
                Evict(i);
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

    /// <summary>Takes every page of a region from the device, and its contiguous frames. No page is about to come.</summary>
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
                // The core has taken it since the lock was taken.
                TakeChanges();
            }
        }

        Dissolve(mirror);
    }

    /// <summary>Makes room: notes that the page in a frame leaves, if there is one, and takes its frames from it. No page is there that is about to come.</summary>
    private void Evict(int frame)
    {
        if (_frames.OwnerOf(frame) is not { } page || !page.Mirror.IsPlaced(page.Number))
        {
            return;
        }

        int first = _frames.FirstOf(frame);
        int entry = page.Mirror.EntryOf(page.Number);
        if ((entry & PageEntry.Readable) != 0)
        {
            page.Mirror.Counters.Add(Counter.Evictions, 1);
            page.Mirror.Counters.Add(Counter.CleanDrops, (entry & PageEntry.Writable) != 0 ? 0 : 1);
            _out.Add(new PageMove(page, first, default));
            page.Mirror.NoteEvicted(page.Number);
        }

        Vacate(page, first);
    }

    /// <summary>Takes a page's frames from it; they become free unless they are kept for the region.</summary>
    private void Vacate(MirroredPage page, int frame)
    {
        page.Mirror.Unplace(page.Number);
        if (page.Mirror.LinearFrame < 0)
        {
            _frames.Release(frame, page.Mirror.Geometry.Frames);
        }
    }

    /// <summary>Gives frames back to the page that is in them still. Regions that were to have them in one piece have none.</summary>
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

    /// <summary>Gives a region's contiguous frames up: its pages stay where they are, the other frames become free.</summary>
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
