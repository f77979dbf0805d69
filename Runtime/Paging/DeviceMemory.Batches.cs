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

            Place(requests, missing, together: cause == MapCause.Planned && _options.Testing.Stretches);
            int served = 0;
            try
            {
                while (served < requests.Count && TryEnter(requests[served], _places[served], cause))
                {
                    served++;
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

            EnterFlags how = (writable ? EnterFlags.Writable : 0)
                | (contents ? EnterFlags.Contents : 0)
                | (contents && IsUnwritten(mirror, page) ? EnterFlags.Zero : 0);
            NoteEntering(request.Page, frame, how);

            // After the note, which may run out of memory: a page with frames and without a move would be waited for.
            _frames.Assign(frame, frames, request.Page);
            mirror.Place(page);
        }
        else if (writable && (entry & PageEntry.Writable) == 0)
        {
            NoteEntering(request.Page, frame, EnterFlags.Writable | EnterFlags.Contents);
        }

        _frames.Promise(frame, frames);
        _frames.Eviction.NoteUse(request.Page, frame, arrives);
        return true;
    }

    private void NoteEntering(MirroredPage page, int frame, EnterFlags how)
    {
        if ((how & EnterFlags.Writable) != 0)
        {
            NoteWritten(page.Mirror, page.Number);
        }

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

    /// <summary>Carries out the noted moves. Pages leave the device first, since their frames are used again.</summary>
    private void Move(MapCause cause)
    {
        if (HmmEvents.Log.WantsPages && _in.Count + _out.Count > 0)
        {
            HmmEvents.Log.PagesMoved(_name, cause.ToString(), _in.Count, _out.Count);
        }

        try
        {
            if (_out.Count > 0)
            {
                PageMover.Sort(_out);
                _mover.Out(_out);
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
            _in.Clear();
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

        foreach (PageMove move in _out)
        {
            if (move.Mirror.IsIn(move.Page.Number, move.Frame))
            {
                Restore(move.Page, move.Frame);
            }
        }
    }
}
