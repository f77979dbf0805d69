using HmmGen.Base;

namespace HmmGen.Paging;

/// <content>Holding contiguous frames for whole regions.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>
    /// Gives each region contiguous frames for all its pages, if all regions fit. An address is then translated by one addition.
    /// The frames are held until <see cref="Release"/>.
    /// </summary>
    /// <param name="mirrors">The mirrors of a launch's regions.</param>
    /// <returns>False when they do not fit. No frames are held then.</returns>
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

            if (TryHold(mirrors, atAnyCost: !IsContended))
            {
                return true;
            }

            Release(mirrors);
            if (IsContended && !RegionPlacing.IsWorth(mirrors, _frames.Used))
            {
                foreach (RegionMirror mirror in mirrors)
                {
                    RegionPlacing.NoteLeft(mirror);
                }

                return false;
            }

            // Other regions fragment the frames. When all pages are evicted, the free frames are contiguous.
            foreach (RegionMirror mirror in _mirrors)
            {
                EvictAll(mirror);
            }

            if (TryHold(mirrors, atAnyCost: true))
            {
                return true;
            }

            Release(mirrors);
            return false;
        }
    }

    /// <summary>Ends the hold on regions' frames, so that their pages may be evicted again.</summary>
    /// <param name="mirrors">The mirrors of the regions.</param>
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

    private bool TryHold(IReadOnlyList<RegionMirror> mirrors, bool atAnyCost)
    {
        foreach (RegionMirror mirror in mirrors)
        {
            mirror.IsHeld = mirror.LinearFrame >= 0;
        }

        try
        {
            foreach (RegionMirror mirror in mirrors)
            {
                if (mirror.LinearFrame < 0 && !TryReserve(mirror, atAnyCost))
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

    /// <summary>Gives a region contiguous frames and holds them. Its pages stay in their frames, if the frames around them are free.</summary>
    private bool TryReserve(RegionMirror mirror, bool atAnyCost)
    {
        int count = (int)(mirror.PageCount * mirror.Geometry.Frames);
        int first = PlaceInFact(mirror, count);
        if (first < 0)
        {
            if (!atAnyCost && !RegionPlacing.IsWorth([mirror], ExtraEvictions(mirror, count)))
            {
                return false;
            }

            EvictAll(mirror);
            first = TakeFrames(count, forOnePage: false);
        }

        if (first < 0 || !TryGrow(first + count))
        {
            return false;
        }

        _frames.AssignAll(first, new MirroredPage(mirror, 0), (int)mirror.PageCount);
        mirror.LinearFrame = first;
        mirror.IsHeld = true;
        RegionPlacing.NotePlaced(mirror);
        return true;
    }

    /// <summary>
    /// How many more frames are emptied when a region gets contiguous frames than when each missing page gets any frames: its own pages move, and the frames
    /// that are free may not lie together.
    /// </summary>
    private long ExtraEvictions(RegionMirror mirror, int count)
    {
        long own = mirror.ResidentPages * mirror.Geometry.Frames;
        if (!RegionPlacing.IsWorth([mirror], own))
        {
            return own;
        }

        int free = _frames.FindFree(count);
        int window = free >= 0 ? free : _frames.Eviction.FindRoom(count);
        if (window < 0)
        {
            // Frames that are held leave no room. The region's own pages would leave in vain, in each launch again.
            return long.MaxValue;
        }

        long evicted = own;
        for (int frame = window; frame < Math.Min(window + count, _frames.Reserved); frame++)
        {
            evicted += _frames.OwnerOf(frame) is { } owner && owner.Mirror != mirror && owner.Mirror.IsPlaced(owner.Number) ? 1 : 0;
        }

        return evicted - Math.Max(0, count - own - _frames.Free);
    }

    /// <summary>Finds the first of the contiguous frames in which a region's pages already lie, with the gaps free; -1 when there are none.</summary>
    private int PlaceInFact(RegionMirror mirror, int count)
    {
        int place = -1;
        for (long page = mirror.NextPlaced(0); page < mirror.PageCount; page = mirror.NextPlaced(page + 1))
        {
            int expected = mirror.FrameOf(page) - (int)(page * mirror.Geometry.Frames);
            if (expected < 0 || !mirror.IsResident(page) || (place >= 0 && place != expected))
            {
                return -1;
            }

            place = expected;
        }

        return place >= 0 && _frames.IsFreeFor(place, count, mirror) ? place : -1;
    }
}
