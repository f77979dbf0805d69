using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Base.Telemetry;
using HmmGen.Coherence.Core;
using HmmGen.Memory;

namespace HmmGen.Paging;

/// <content>Batches: pages that are brought to the device together, and pages that are evicted to make room for them.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>Brings pages to the device and promises them until the next epoch. Evicts pages that are not promised.</summary>
    /// <param name="requests">The pages, the most important first.</param>
    /// <param name="cause">Why they are wanted.</param>
    /// <returns>The number of requests served, from the first on.</returns>
    private int Map(List<PageRequest> requests, MapCause cause)
    {
        Claim(requests);
        using (Enter())
        {
            long missing = 0;

            // Resident pages are promised first, so that the pages brought now do not evict them.
            foreach (PageRequest request in requests)
            {
                int entry = request.Mirror.EntryOf(request.Page.Number);
                if ((entry & PageEntry.Readable) != 0)
                {
                    _frames.Promise(entry >> PageEntry.FrameShift, request.Mirror.Geometry.Frames);
                }
                else
                {
                    missing += request.Mirror.Geometry.Frames;
                }
            }

            int served = 0;
            using CopyHelpers.Help help = _helpers.Begin(missing);
            try
            {
                Place(requests, missing, together: cause == MapCause.Planned && _options.Testing.Stretches);
                while (served < requests.Count && TryEnterNext(requests, served, cause, out int pages))
                {
                    served += pages;
                }
            }
            finally
            {
                Move(cause);
            }

            return served;
        }
    }

    /// <summary>
    /// Claims the requested pages from other devices, except what the core takes from peers as the pages come. The caller must not hold this device's lock,
    /// since the other devices' locks are taken.
    /// </summary>
    private static void Claim(List<PageRequest> requests)
    {
        RegionMirror? alone = null;
        for (int i = 0; i < requests.Count;)
        {
            PageRequest first = requests[i];
            if (first.Mirror == alone || !first.Mirror.Region.IsMirroredTwice)
            {
                alone = first.Mirror;
                i++;
                continue;
            }

            int end = i + 1;
            while (end < requests.Count
                && requests[end] == first with { Page = requests[end - 1].Page.Next })
            {
                end++;
            }

            (long unit, long units) = first.Mirror.UnitsOf(first.Page.Number, end - i);
            first.Mirror.Region.Claim(first.Mirror, unit, units, first.Writable, first.Contents, direct: true);
            i = end;
        }
    }

    /// <summary>Gives a page frames and notes the move that brings it, unless it is resident. Promises the page.</summary>
    /// <param name="request">The page.</param>
    /// <param name="place">The first of the frames that it gets if it is not resident; they are free. -1 when any frames will do.</param>
    /// <param name="cause">Why it is wanted.</param>
    /// <returns>False when there are no frames.</returns>
    private bool TryEnter(PageRequest request, int place, MapCause cause)
    {
        ((RegionMirror mirror, long page), bool writable, bool contents) = request;
        int frames = mirror.Geometry.Frames;
        int entry = PageEntry.Absent;
        while (mirror.IsPlaced(page) && ((entry = mirror.EntryOf(page)) & PageEntry.Readable) == 0)
        {
            // The page has frames but is not resident. If the batch brings it, Move sets its entry. If the core just took it, TakeChanges frees its frames.
            Move(cause);
            TakeChanges();
        }

        int frame = entry >> PageEntry.FrameShift;
        bool arrives = (entry & PageEntry.Readable) == 0;
        if (arrives)
        {
            frame = place >= 0 ? place : mirror.LinearFrame >= 0 ? mirror.LinearFrame + (int)(page * frames) : TakeFrames(frames, forOnePage: true);
            if (frame < 0)
            {
                return false;
            }

            EnterFlags how = (writable ? EnterFlags.Writable | mirror.MergingOf(page) : 0)
                | (contents ? EnterFlags.Contents : 0)
                | (contents && IsUnwritten(mirror, page) ? EnterFlags.Zero : 0);
            NoteEntering(request.Page, frame, how);

            // After the note, which may run out of memory: a page with frames and without a move would be waited for.
            _frames.Assign(frame, frames, request.Page);
            mirror.Place(page);
        }
        else if (writable && (entry & PageEntry.Writable) == 0)
        {
            NoteEntering(request.Page, frame, EnterFlags.Writable | EnterFlags.Contents | mirror.MergingOf(page));
        }

        _frames.Promise(frame, frames);
        _frames.Eviction.NoteUse(request.Page, frame, arrives);
        return true;
    }

    /// <summary>Does what <see cref="TryEnter"/> does for a page and for those that follow it in the region and in the frames chosen for them.</summary>
    /// <param name="requests">The pages of the batch.</param>
    /// <param name="first">The page's number among them.</param>
    /// <param name="cause">Why it is wanted.</param>
    /// <param name="pages">The number of pages served, at least 1.</param>
    /// <returns>False when there are no frames.</returns>
    private bool TryEnterNext(List<PageRequest> requests, int first, MapCause cause, out int pages)
    {
        pages = CountTogether(CollectionsMarshal.AsSpan(requests)[first..], CollectionsMarshal.AsSpan(_places)[first..]);
        if (pages <= 1)
        {
            pages = 1;
            return TryEnter(requests[first], _places[first], cause);
        }

        ((RegionMirror mirror, long page), bool writable, bool contents) = requests[first];
        int frame = _places[first];
        int unit = mirror.Geometry.Frames;
        EnterFlags how = (writable ? EnterFlags.Writable | mirror.MergingOf(page) : 0) | (contents ? EnterFlags.Contents : 0);
        mirror.NoteContents();

        // What may run out of memory comes first: a page that moves and has no frames in the books would never leave.
        Testing.BeforeNote?.Invoke();
        _in.EnsureCapacity(_in.Count + pages);
        for (int i = 0; i < pages; i++)
        {
            mirror.NoteChange(page + i);
            _in.Add(new PageMove(new MirroredPage(mirror, page + i), frame + i * unit, how));
        }

        _frames.AssignAll(frame, requests[first].Page, pages);
        mirror.Place(page, pages);
        for (int i = 0; i < pages; i++)
        {
            _frames.Promise(frame + i * unit, unit);
        }

        _frames.Eviction.NoteArrivals(requests[first].Page, pages, frame);
        return true;
    }

    /// <summary>Counts the pages, from the first one on, that follow each other and come in the same way to frames that follow each other too.</summary>
    /// <remarks>Pages of a region that knows its unwritten pages come one by one, since each may be one.</remarks>
    private static int CountTogether(ReadOnlySpan<PageRequest> requests, ReadOnlySpan<int> places)
    {
        RegionMirror mirror = requests[0].Mirror;
        if (places[0] < 0 || mirror.Region.Written is not null)
        {
            return 0;
        }

        int unit = mirror.Geometry.Frames;
        int pages = 1;
        while (pages < requests.Length
            && places[pages] == places[0] + pages * unit
            && requests[pages].Mirror == mirror
            && requests[pages].Page.Number == requests[0].Page.Number + pages
            && requests[pages].Writable == requests[0].Writable
            && requests[pages].Contents == requests[0].Contents
            && (!requests[0].Writable || mirror.MergingOf(requests[pages].Page.Number) == mirror.MergingOf(requests[0].Page.Number)))
        {
            pages++;
        }

        // A page that was asked for twice has frames by now.
        long first = requests[0].Page.Number;
        return mirror.NextPlaced(first) < first + pages ? 0 : pages;
    }

    private void NoteEntering(MirroredPage page, int frame, EnterFlags how)
    {
        if ((how & EnterFlags.Writable) != 0)
        {
            NoteWritten(page.Mirror, page.Number);
        }

        Testing.BeforeNote?.Invoke();
        page.Mirror.NoteContents();
        page.Mirror.NoteChange(page.Number);
        _in.Add(new PageMove(page, frame, how));
    }

    /// <summary>Notes that a page counts as written, since a launch may write it from now on.</summary>
    private static void NoteWritten(RegionMirror mirror, long page)
    {
        (long first, long count) = mirror.UnitsOf(page, 1);
        mirror.Region.Written?.Add(first, count);
    }

    private static bool IsUnwritten(RegionMirror mirror, long page)
    {
        (long first, long count) = mirror.UnitsOf(page, 1);
        return mirror.Region.Written is { } touched && touched.HasNone(first, count);
    }

    /// <summary>Carries out the noted moves. Pages leave the device first, then pages move within it, since their frames are used again.</summary>
    private void Move(MapCause cause)
    {
        if (HmmEvents.Log.WantsPages && _in.Count + _out.Count > 0)
        {
            using ForeignCode listeners = ForeignCode.BeginEvent();
            HmmEvents.Log.PagesMoved(_name, cause.ToString(), _in.Count, _out.Count);
        }

        try
        {
            if (_out.Count > 0)
            {
                PageMover.Sort(_out);
                CountEvictions();
                _refused.EnsureCapacity(_refused.Count + _out.Count);
                _mover.Out(_out);
            }

            if (_within.Count > 0)
            {
                MoveWithin();
            }

            if (_in.Count > 0)
            {
                PageMover.Sort(_in);
                _mover.In(_in, cause);
            }
        }
        catch
        {
            TakeFramesBack();
            throw;
        }
        finally
        {
            _out.Clear();
            _within.Clear();
            _in.Clear();
        }
    }

    private void CountEvictions()
    {
        for (int first = 0, end; first < _out.Count; first = end)
        {
            RegionMirror mirror = _out[first].Mirror;
            long clean = 0;
            for (end = first; end < _out.Count && _out[end].Mirror == mirror; end++)
            {
                clean += (mirror.EntryOf(_out[end].Page.Number) & PageEntry.Owned) != 0 ? 0 : 1;
            }

            mirror.Counters.Add(Counter.Evictions, end - first);
            mirror.Counters.Add(Counter.CleanDrops, clean);
        }
    }

    /// <summary>Repairs the frames after failed moves. Pages that have not come lose their frames. Pages that have not left get theirs back.</summary>
    private void TakeFramesBack()
    {
        foreach (PageMove move in _in)
        {
            if (!move.Mirror.IsIn(move.Page.Number, move.Frame))
            {
                Vacate(move.Page, move.Frame);
            }
        }

        TakeMovedBack();
        foreach (PageMove move in _out)
        {
            if (move.Mirror.IsIn(move.Page.Number, move.Frame))
            {
                Restore(move.Page, move.Frame);
                _refused.Add(move.Page);
            }
        }
    }
}
