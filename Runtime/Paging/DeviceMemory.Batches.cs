using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Memory;

namespace HmmGen.Paging;

/// <content>Batches: pages that are brought to the device together, and those that leave to make room for them.</content>
internal sealed partial class DeviceMemory
{
    /// <summary>Brings pages to the device and promises them until the next epoch; evicts what is not promised.</summary>
    /// <param name="requests">The pages, in the order in which they matter.</param>
    /// <param name="cause">Why they are wanted.</param>
    /// <returns>How many could be served, from the first.</returns>
    private int Map(List<PageRequest> requests, MapCause cause)
    {
        Claim(requests);
        using (Enter())
        {
            // Pages that are there are promised first, so that those brought now do not push them out.
            foreach (PageRequest request in requests)
            {
                int entry = request.Mirror.EntryOf(request.Page.Number);
                if ((entry & PageEntry.Readable) != 0)
                {
                    _frames.Promise(entry >> PageEntry.FrameShift, request.Mirror.Geometry.Frames);
                }
            }

            int served = 0;
            try
            {
                while (served < requests.Count && TryEnter(requests[served], cause))
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

    /// <summary>Makes other devices give up what the requests need. Without the lock: theirs is taken.</summary>
    private static void Claim(List<PageRequest> requests)
    {
        for (int i = 0; i < requests.Count;)
        {
            PageRequest first = requests[i];
            int end = i + 1;
            while (end < requests.Count
                && requests[end] == first with { Page = requests[end - 1].Page.Next })
            {
                end++;
            }

            if (first.Mirror.Region.IsMirroredTwice)
            {
                (long unit, long units) = first.Mirror.UnitsOf(first.Page.Number, end - i);
                first.Mirror.Region.Claim(first.Mirror, unit, units, first.Writable, first.Contents);
            }

            i = end;
        }
    }

    /// <summary>Gives a page frames, and notes the move to be made; one that is there is promised.</summary>
    private bool TryEnter(PageRequest request, MapCause cause)
    {
        ((RegionMirror mirror, long page), bool writable, bool contents) = request;
        int frames = mirror.Geometry.Frames;
        int entry = PageEntry.Absent;
        while (mirror.IsPlaced(page) && ((entry = mirror.EntryOf(page)) & PageEntry.Readable) == 0)
        {
            // The batch has the page already: its entry is there once that is carried out. Else the device has just lost it.
            Move(cause);
            TakeChanges();
        }

        int frame = entry >> PageEntry.FrameShift;
        if ((entry & PageEntry.Readable) == 0)
        {
            frame = mirror.LinearFrame >= 0 ? mirror.LinearFrame + (int)(page * frames) : TakeFrames(frames);
            if (frame < 0)
            {
                return false;
            }

            _frames.Assign(frame, frames, request.Page);
            mirror.Place(page);
            EnterFlags how = (writable ? EnterFlags.Writable : 0)
                | (contents ? EnterFlags.Contents : 0)
                | (contents && IsUnwritten(mirror, page) ? EnterFlags.Zero : 0);
            NoteEntering(request.Page, frame, how);
        }
        else if (writable && (entry & PageEntry.Writable) == 0)
        {
            NoteEntering(request.Page, frame, EnterFlags.Writable | EnterFlags.Contents);
        }

        _frames.Promise(frame, frames);
        _frames.Reference(frame, frames);
        return true;
    }

    private void NoteEntering(MirroredPage page, int frame, EnterFlags how)
    {
        if ((how & EnterFlags.Writable) != 0)
        {
            NoteWritten(page.Mirror, page.Number);
        }

        page.Mirror.NoteChange(page.Number);
        _in.Add(new PageMove(page, frame, how));
    }

    /// <summary>A launch may write the page from now on, whatever becomes of it there.</summary>
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

    /// <summary>Moves the pages that were noted, those out of the device first: frames are used again.</summary>
    private void Move(MapCause cause)
    {
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

    /// <summary>After moves that failed midway: pages that have not come lose their frames, and those that have not left get theirs back.</summary>
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
