using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Paging.Eviction;

namespace HmmGen.Paging;

/// <content>
/// Stretches: pages of a batch that follow one another get frames that do so too, although their regions have no contiguous frames. Chunks over them run without
/// page tables, and they are copied together.
/// </content>
internal sealed partial class DeviceMemory
{
    /// <summary>Shorter runs of pages are not worth frames beside each other. Shorter gaps in a run are, but only beside the pages that are there.</summary>
    private const int SmallestStretch = 8;

    /// <summary>Batches that miss a smaller share of the frames choose of the free ones only, since a choice among all takes time for each frame.</summary>
    private const int SmallestBatch = 64;

    /// <summary>Pages that are there move beside those that are to come if so many times more are to come.</summary>
    private const int MovableShare = 32;

    /// <summary>
    /// In batches that miss so many frames, frames whose pages leave in the place of others may cost nearly as much as there are missing ones
    /// (<see cref="SpareShare"/>). In smaller ones they may cost next to nothing (<see cref="SmallSpareShare"/>): their waves are short, and small devices have
    /// few pages to lose.
    /// </summary>
    private const int LargeBatch = 128;

    /// <inheritdoc cref="LargeBatch"/>
    private const double SpareShare = 0.8;

    /// <inheritdoc cref="LargeBatch"/>
    private const double SmallSpareShare = 1 / 32.0;

    /// <summary>Free frames in short runs may be at most this part of the device.</summary>
    private const int ScrapShare = 16;

    /// <summary>The frames that are promised to the pages of a batch, by their numbers in it; -1 for pages that are there or find their own.</summary>
    private readonly List<int> _places = [];

    /// <summary>The frames that the pages of the batch fill that have no frames yet.</summary>
    private long _missingFrames;

    /// <summary>The frames as eviction rates them; null until the batch asks.</summary>
    private FrameStretches? _rated;

    /// <summary>Frames that are chosen for pages of the batch, and whether their pages would stay on the device otherwise.</summary>
    private readonly List<(int Frame, bool Stays)> _chosen = [];

    /// <summary>Finds frames for the pages of a batch that are to come, beside each other where they can be had, and promises them.</summary>
    /// <param name="requests">The pages. Those that are there are promised.</param>
    /// <param name="missing">The number of frames that those fill that are to come.</param>
    /// <param name="together">Whether pages that follow one another are to lie together.</param>
    private void Place(List<PageRequest> requests, long missing, bool together)
    {
        _missingFrames = missing;
        _wantedFrames = missing - _frames.Free;
        _rated = null;
        _moving.Clear();
        _chosen.Clear();
        CollectionsMarshal.SetCount(_places, requests.Count);
        CollectionsMarshal.AsSpan(_places).Fill(-1);
        if (!together || missing == 0)
        {
            return;
        }

        // The longest ones first: where a shorter one has taken a part of a hole, the rest is too short for the longer one.
        foreach ((int first, int end) in RunsOf(requests).OrderByDescending(run => (run.End - run.First) * requests[run.First].Mirror.Geometry.Frames))
        {
            if (_missingFrames > 0)
            {
                PlaceRun(CollectionsMarshal.AsSpan(requests)[first..end], CollectionsMarshal.AsSpan(_places)[first..end]);
            }
        }
    }

    /// <summary>The runs of neighbouring pages that are worth frames beside each other.</summary>
    private static List<(int First, int End)> RunsOf(List<PageRequest> requests)
    {
        List<(int First, int End)> runs = [];
        for (int first = 0; first < requests.Count;)
        {
            int end = first + 1;
            while (end < requests.Count && requests[end].Page == requests[end - 1].Page.Next)
            {
                end++;
            }

            if (end - first >= SmallestStretch && requests[first].Mirror.LinearFrame < 0)
            {
                runs.Add((first, end));
            }

            first = end;
        }

        return runs;
    }

    /// <summary>Finds frames for a run of neighbouring pages.</summary>
    private void PlaceRun(ReadOnlySpan<PageRequest> run, Span<int> places)
    {
        int there = 0;
        foreach (PageRequest request in run)
        {
            there += request.Mirror.IsPlaced(request.Page.Number) ? 1 : 0;
        }

        if (there > 0 && (CanMoveWithin || there * MovableShare < run.Length) && TryMove(run, places, there))
        {
            return;
        }

        for (int gap = 0, end; TryFindGap(run, ref gap, out end); gap = end)
        {
            PlaceGap(run, places, gap, end);
        }
    }

    /// <summary>Finds frames for pages that are to come, beside those of the pages before and behind them.</summary>
    private void PlaceGap(ReadOnlySpan<PageRequest> run, Span<int> places, int first, int end)
    {
        while (first < end)
        {
            StretchWish wish = WishOf(run, places, first, end);
            FrameStretch found = Find(wish, out _);
            if (found.Count == 0)
            {
                return;
            }

            Take(found);
            for (int frame = found.First; frame < found.First + found.Count; frame += wish.Unit)
            {
                places[first++] = frame;
            }
        }
    }

    /// <summary>Finds the next pages of a run that are to come.</summary>
    private static bool TryFindGap(ReadOnlySpan<PageRequest> run, ref int first, out int end)
    {
        while (first < run.Length && run[first].Mirror.IsPlaced(run[first].Page.Number))
        {
            first++;
        }

        end = first;
        while (end < run.Length && !run[end].Mirror.IsPlaced(run[end].Page.Number))
        {
            end++;
        }

        return first < run.Length;
    }

    private static StretchWish WishOf(ReadOnlySpan<PageRequest> run, ReadOnlySpan<int> places, int first, int end)
    {
        RegionMirror mirror = run[0].Mirror;
        int unit = mirror.Geometry.Frames;
        int after = first == 0 ? -1 : places[first - 1] >= 0 ? places[first - 1] + unit : EndOf(run[first - 1].Page);
        int before = end < run.Length && mirror.IsResident(run[end].Page.Number) ? mirror.FrameOf(run[end].Page.Number) : -1;
        return new StretchWish((end - first) * unit, unit, after, before, MayLieApart: end - first >= SmallestStretch);
    }

    private static int EndOf(MirroredPage page)
        => page.Mirror.IsResident(page.Number) ? page.Mirror.FrameOf(page.Number) + page.Mirror.Geometry.Frames : -1;

    private FrameStretch Find(StretchWish wish, out long cost)
    {
        cost = 0;
        if (_rated is null && _frames.Free >= _missingFrames && FindFree(wish, out cost) is { Count: > 0 } free)
        {
            return free;
        }

        if (_rated is null)
        {
            cost = FrameStretches.NotFound;
            if (_missingFrames * SmallestBatch < _frames.InUse || (_isBesideWave && _frames.Reserved < _frames.Capacity))
            {
                return default;
            }

            // All memory of the budget is used before pages are evicted.
            TryGrow(_frames.Capacity);
            CountRepeated();

            // Pages that follow one another do not fit into short runs of free frames. So these are no frames that the batch can have.
            int scraps = CanMoveWithin ? 0 : Math.Min(_frames.CountShortRuns(SmallestStretch), _frames.Capacity / ScrapShare);
            double share = _missingFrames >= LargeBatch ? SpareShare : SmallSpareShare;
            bool movesAside = CanMoveWithin && _mirrors.TrueForAll(static mirror => mirror.Geometry.Frames == 1);
            _rated = _frames.Eviction.Rate(_wantedFrames + scraps, _missingFrames, (long)(_missingFrames * share), movesAside);
            foreach (RegionMirror mirror in _mirrors)
            {
                if (movesAside && mirror.LinearFrame >= 0)
                {
                    _rated?.Settle(mirror.LinearFrame, (int)mirror.PageCount);
                }
            }
        }

        cost = FrameStretches.NotFound;
        return _rated?.Find(wish, out cost) ?? default;
    }

    private FrameStretch FindFree(StretchWish wish, out long cost)
    {
        foreach (int first in (ReadOnlySpan<int>)[wish.After, wish.Before - wish.Count])
        {
            if (first >= 0 && _frames.AreFree(first, wish.Count) && TryGrow(first + wish.Count))
            {
                cost = wish.CostBesideOne;
                return new FrameStretch(first, wish.Count);
            }
        }

        cost = wish.CostApart;
        int free = wish.MayLieApart ? _frames.FindFree(wish.Count) : -1;
        return free >= 0 && TryGrow(free + wish.Count) ? new FrameStretch(free, wish.Count) : default;
    }

    private void Take(FrameStretch found)
    {
        Choose(found);
        TakeChosen();
    }

    /// <summary>Chooses frames for pages of the batch, so that they are not found again.</summary>
    private void Choose(FrameStretch found)
    {
        _missingFrames -= found.Count;
        for (int frame = found.First; frame < found.First + found.Count; frame++)
        {
            _chosen.Add((frame, _rated?.Take(frame) == true));
        }
    }

    /// <summary>Takes the chosen frames from their pages, and promises them. Pages that would stay otherwise move aside, the others are evicted.</summary>
    private void TakeChosen()
    {
        foreach ((int frame, bool stays) in _chosen)
        {
            if (_frames.OwnerOf(frame) is { } owner && !(stays && TryMoveAside(owner, frame)))
            {
                EvictFrom(frame);
            }
        }

        foreach ((int frame, _) in _chosen)
        {
            _frames.Promise(frame, 1);
        }

        _chosen.Clear();
        if (_within.Count > 0)
        {
            // Now, since the page tables have the old frames until then.
            Move(MapCause.Planned);
        }
    }

    /// <summary>Evicts the page in a frame for a page of the batch, if there is one.</summary>
    private void EvictFrom(int frame)
    {
        if (_frames.OwnerOf(frame) is { } owner)
        {
            _wantedFrames -= owner.Mirror.Geometry.Frames;
            Dissolve(owner.Mirror);
            Evict(frame);
        }
    }
}
