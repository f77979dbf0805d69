using HmmGen.Base;

namespace HmmGen.Paging;

/// <content>Pieces: runs of pages that each lie in contiguous frames, although their regions do not.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>Brings runs of pages to the device, each run into contiguous frames, and promises them. Evicts all other pages if it must.</summary>
    /// <param name="pieces">The runs: each has neighbouring pages of one region, and no page is in two of them. Resident pages want their contents.</param>
    /// <returns>False when they do not fit. Then some of the pages may have come.</returns>
    private bool TryMapTogether(IReadOnlyList<List<PageRequest>> pieces)
    {
        foreach (List<PageRequest> piece in pieces)
        {
            Claim(piece);
        }

        using (Enter())
        {
            if (pieces.Sum(static piece => (long)piece.Count * piece[0].Mirror.Geometry.Frames) > _frames.Capacity)
            {
                return false;
            }

            if (TryPlaceAll(pieces))
            {
                return true;
            }

            // Other pages are in the way. When all pages have left, the pieces fit one behind the other.
            DropUncopied(pieces);
            _frames.BeginEpoch();
            foreach (RegionMirror mirror in _mirrors)
            {
                EvictAll(mirror);
            }

            Move(MapCause.Planned);
            return TryPlaceAll(pieces);
        }
    }

    private bool TryPlaceAll(IReadOnlyList<List<PageRequest>> pieces)
    {
        foreach (List<PageRequest> piece in pieces)
        {
            if (!TryPlace(piece))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Brings a run of pages into contiguous frames. It stays where it is if it already lies together.</summary>
    private bool TryPlace(List<PageRequest> piece)
    {
        RegionMirror mirror = piece[0].Mirror;
        int step = mirror.Geometry.Frames;
        int count = piece.Count * step;
        PageRun run = new(piece[0].Page.Number, piece.Count);
        Dissolve(mirror);
        int place = PlaceInFact(mirror, run);
        if (place < 0 || !TryGrow(place + count))
        {
            EvictRun(mirror, run);
            place = TakeFrames(count, forOnePage: false);

            // Now, since a page that leaves in a batch may not come back in it.
            Move(MapCause.Planned);
        }

        if (place < 0)
        {
            return false;
        }

        try
        {
            for (int i = 0; i < piece.Count; i++)
            {
                TryEnter(piece[i], place + i * step, MapCause.Planned);
            }
        }
        finally
        {
            Move(MapCause.Planned);
        }

        return true;
    }

    /// <summary>Finds the first of the contiguous frames in which a run of pages already lies, with the gaps free; -1 when there are none.</summary>
    private int PlaceInFact(RegionMirror mirror, PageRun run)
    {
        int step = mirror.Geometry.Frames;
        int place = -1;
        for (long page = mirror.NextPlaced(run.First); page < run.End; page = mirror.NextPlaced(page + 1))
        {
            int expected = mirror.FrameOf(page) - (int)((page - run.First) * step);
            if (!mirror.IsResident(page) || expected < 0 || (place >= 0 && place != expected))
            {
                return -1;
            }

            place = expected;
        }

        long end = place + run.Count * step;
        if (place < 0 || end > _frames.Capacity)
        {
            return -1;
        }

        for (int frame = place; frame < Math.Min(end, _frames.Reserved); frame++)
        {
            if (_frames.OwnerOf(frame) is { } owner && owner != new MirroredPage(mirror, run.First + (frame - place) / step))
            {
                return -1;
            }
        }

        return place;
    }

    /// <summary>Evicts the pages of a run, at once.</summary>
    private void EvictRun(RegionMirror mirror, PageRun run)
    {
        for (long page = mirror.NextPlaced(run.First); page < run.End; page = mirror.NextPlaced(page + 1))
        {
            if (mirror.IsResident(page))
            {
                Evict(mirror.FrameOf(page));
            }
            else
            {
                // The core has taken the page since this thread took the lock.
                TakeChanges();
            }
        }

        Move(MapCause.Planned);
    }

    /// <summary>Discards the pages that have come without their contents, so that no copy to the host puts anything in the place of the contents.</summary>
    private void DropUncopied(IReadOnlyList<List<PageRequest>> pieces)
    {
        foreach (List<PageRequest> piece in pieces)
        {
            foreach (PageRequest request in piece)
            {
                if (!request.Contents)
                {
                    Discard(request.Mirror, new PageRun(request.Page.Number, 1));
                }
            }
        }
    }
}
