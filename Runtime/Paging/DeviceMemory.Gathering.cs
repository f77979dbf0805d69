using HmmGen.Base;
using HmmGen.Paging.Eviction;

namespace HmmGen.Paging;

/// <content>Runs of pages of which some are there already, in frames apart: they come together with those that are to come.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>What it costs to move pages, whatever their number, as if so many more pages moved.</summary>
    private const long MovesBeside = 4;

    /// <summary>Pages of the running wave that move once it has ended, with the frames that are promised to them.</summary>
    private readonly List<(PageRequest Request, int Place)> _moving = [];

    /// <summary>What a page costs that moves.</summary>
    private long MoveCost => CanMoveWithin ? FrameStretches.MoveCostWithin : FrameStretches.MoveCost;

    /// <summary>
    /// Finds frames for a run of pages of which some are there, and moves these, if that is cheaper than the breaks. The pages of a running wave move later.
    /// </summary>
    private bool TryMove(ReadOnlySpan<PageRequest> run, Span<int> places, int there)
    {
        RegionMirror mirror = run[0].Mirror;
        int unit = mirror.Geometry.Frames;
        bool within = CanMoveWithin;
        long breaks = 0;
        for (int i = 0; i < run.Length; i++)
        {
            if (mirror.IsPlaced(run[i].Page.Number) && !(run[i].Contents && mirror.IsResident(run[i].Page.Number)))
            {
                // The core has just taken it, or it has come since it was asked for.
                return false;
            }

            bool follows = i > 0 && mirror.IsPlaced(run[i].Page.Number) && mirror.IsPlaced(run[i - 1].Page.Number);
            breaks += follows && EndOf(run[i - 1].Page) != mirror.FrameOf(run[i].Page.Number) ? FrameStretches.BreakCost : 0;
        }

        for (int gap = 0, end; TryFindGap(run, ref gap, out end); gap = end)
        {
            Find(WishOf(run, places, gap, end), out long cost);
            breaks += cost;
        }

        if (breaks == 0)
        {
            return false;
        }

        if (!_isBesideWave && !within)
        {
            OfferThose(run, static (rated, stretch) => rated.Give(stretch.First, stretch.Count));
        }

        int first = FindWindow(run, there, out int inPlace, out long moved);
        if (first < 0 || moved + MovesBeside * MoveCost >= breaks)
        {
            OfferThose(run, static (rated, stretch) => rated.TakeAll(stretch));
            return false;
        }

        // Of these frames, so many are for pages that have some. The pages of a running wave keep theirs until it has ended.
        int moving = (there - inPlace) * unit;
        _missingFrames += moving;
        if (_isBesideWave)
        {
            _wantedFrames += moving;
            _rated?.Spend(moving);
        }

        TakeWindow(run, first);
        for (int i = 0; i < run.Length; i++)
        {
            int place = first + i * unit;
            if (!mirror.IsPlaced(run[i].Page.Number))
            {
                places[i] = place;
            }
            else if (mirror.FrameOf(run[i].Page.Number) == place)
            {
                continue;
            }
            else if (_isBesideWave)
            {
                _moving.Add((run[i] with { Contents = true }, place));
            }
            else if (within)
            {
                NoteMoving(run[i].Page, mirror.FrameOf(run[i].Page.Number), place);
                _frames.Promise(place, unit);
            }
            else
            {
                Evict(mirror.FrameOf(run[i].Page.Number));
                places[i] = place;
            }
        }

        // Now, since a page that leaves in a batch may not come back in it.
        Move(MapCause.Planned);
        return true;
    }

    /// <summary>Finds frames for a whole run: around pages of it that stay where they are, or anywhere.</summary>
    /// <param name="run">The pages.</param>
    /// <param name="there">How many of them are there.</param>
    /// <param name="inPlace">How many of these need not move.</param>
    /// <param name="cost">What the frames and the moves cost.</param>
    /// <returns>The first frame; -1 when there are none.</returns>
    private int FindWindow(ReadOnlySpan<PageRequest> run, int there, out int inPlace, out long cost)
    {
        int unit = run[0].Mirror.Geometry.Frames;
        FrameStretch found = Find(new StretchWish(run.Length * unit, unit, After: -1, Before: -1, MayLieApart: true), out cost);
        int first = found.Count < run.Length * unit ? -1 : found.First;
        inPlace = 0;
        cost = first < 0 || !MayMove(cost, there * unit) ? FrameStretches.NotFound : cost + there * unit * MoveCost;
        first = cost < FrameStretches.NotFound ? first : -1;
        for (int i = 0; CanMoveWithin && i < run.Length;)
        {
            int stop = EndOfStretch(run, i);
            if (stop - i >= SmallestStretch)
            {
                int around = run[0].Mirror.FrameOf(run[i].Page.Number) - i * unit;
                if (CostAround(run, there, around, out int staying) is { } other && other < cost)
                {
                    (first, inPlace, cost) = (around, staying, other);
                }
            }

            i = stop;
        }

        return first;
    }

    /// <summary>Finds the end of pages of a run that are there and lie together. A page that is not there is alone.</summary>
    private static int EndOfStretch(ReadOnlySpan<PageRequest> run, int first)
    {
        int end = first + 1;
        while (end < run.Length
            && run[end - 1].Mirror.IsPlaced(run[end - 1].Page.Number)
            && run[end].Mirror.IsPlaced(run[end].Page.Number)
            && EndOf(run[end - 1].Page) == run[end].Mirror.FrameOf(run[end].Page.Number))
        {
            end++;
        }

        return end;
    }

    /// <summary>What it costs to have a run in some frames, of which pages of it have a part already.</summary>
    private long? CostAround(ReadOnlySpan<PageRequest> run, int there, int first, out int inPlace)
    {
        inPlace = 0;
        int unit = run[0].Mirror.Geometry.Frames;
        if (first < 0 || first + run.Length * unit > _frames.InUse)
        {
            return null;
        }

        long cost = 0;
        for (int i = 0; i < run.Length; i++)
        {
            int place = first + i * unit;
            if (IsAt(run[i].Page, place))
            {
                inPlace++;
                continue;
            }

            FrameStretch page = new(place, unit);
            if ((_rated is null ? (_frames.AreFree(place, unit) ? 0 : null) : _rated.CostOf(page)) is not { } one)
            {
                return null;
            }

            cost += one;
        }

        int moving = (there - inPlace) * unit;
        return MayMove(cost, moving) ? cost + moving * MoveCost : null;
    }

    /// <summary>Whether pages may move. Beside a wave they keep their frames until it ends, so as many other pages leave early.</summary>
    private bool MayMove(long cost, int frames)
        => _rated is null
            ? !_isBesideWave || _frames.Reserved - _frames.Used >= _missingFrames + frames
            : cost + (_isBesideWave ? frames : 0) <= _rated.Left;

    private static bool IsAt(MirroredPage page, int place) => page.Mirror.IsPlaced(page.Number) && page.Mirror.FrameOf(page.Number) == place;

    /// <summary>Takes the frames of a run, but for those in which its pages are already.</summary>
    private void TakeWindow(ReadOnlySpan<PageRequest> run, int first)
    {
        int unit = run[0].Mirror.Geometry.Frames;
        for (int i = 0; i < run.Length;)
        {
            int stop = i + 1;
            bool isAt = IsAt(run[i].Page, first + i * unit);
            while (stop < run.Length && IsAt(run[stop].Page, first + stop * unit) == isAt)
            {
                stop++;
            }

            if (!isAt)
            {
                Choose(new FrameStretch(first + i * unit, (stop - i) * unit));
            }

            i = stop;
        }

        TakeChosen();
    }

    /// <summary>Does something to the rated frames of those pages of a run that are there.</summary>
    private void OfferThose(ReadOnlySpan<PageRequest> run, Action<FrameStretches, FrameStretch> change)
    {
        foreach (PageRequest request in run)
        {
            if (_rated is not null && request.Mirror.IsPlaced(request.Page.Number))
            {
                change(_rated, new FrameStretch(request.Mirror.FrameOf(request.Page.Number), request.Mirror.Geometry.Frames));
            }
        }
    }

    /// <summary>Moves the pages of the wave that has ended to the frames that are promised to them.</summary>
    private void MoveLate()
    {
        if (_moving.Count == 0)
        {
            return;
        }

        bool within = CanMoveWithin;
        try
        {
            foreach ((PageRequest request, int place) in _moving)
            {
                int frame = request.Mirror.FrameOf(request.Page.Number);
                if (within)
                {
                    NoteMoving(request.Page, frame, place);
                    _frames.Promise(place, request.Mirror.Geometry.Frames);
                }
                else
                {
                    Evict(frame);
                }
            }

            Move(MapCause.Planned);
            foreach ((PageRequest request, int place) in _moving)
            {
                TryEnter(request, place, MapCause.Planned);
            }
        }
        finally
        {
            _moving.Clear();
            Move(MapCause.Planned);
        }
    }
}
