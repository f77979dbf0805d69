using HmmGen.Base;

namespace HmmGen.Paging;

/// <content>
/// Pages that come for the next chunk while a wave runs. The wave's pages keep their frames and entries: their promises hold, and a page of the wave that must
/// become writable waits. Frame memory stays where it is.
/// </content>
internal sealed partial class DeviceMemory
{
    /// <summary>The numbers in the batch of the pages that come or become writable.</summary>
    private readonly List<int> _coming = [];

    /// <summary>Whether a wave may be running while this thread moves pages. Then frame memory must not move.</summary>
    private bool _isBesideWave;

    /// <summary>The number of changed entries that were taken over from the core so far.</summary>
    private long _changesTaken;

    /// <summary>Gives memory to as many frames as are needed beside those in use, or to all of the budget. Not while a wave runs.</summary>
    /// <param name="frames">The number of frames.</param>
    private void ReserveAhead(long frames)
    {
        using (Enter())
        {
            if (_frames.Reserved - _frames.Used < frames)
            {
                TryGrow((int)Math.Min(_frames.Capacity, _frames.Used + frames));
            }
        }
    }

    /// <summary>Brings pages while a wave may run, and promises them beside the wave's pages. Evicts pages that are not promised.</summary>
    /// <param name="requests">The pages.</param>
    /// <param name="state">What <see cref="TryAdvance"/> compares: as long as it finds the same state, these pages are there as they were asked for.</param>
    /// <returns>False when some of the pages are not there as they were asked for.</returns>
    private bool TryMapAhead(List<PageRequest> requests, out long state)
    {
        Claim(requests);
        using (Enter())
        {
            _frames.BeginNext();
            _isBesideWave = true;
            try
            {
                Bring(requests);
            }
            finally
            {
                _isBesideWave = false;
                _coming.Clear();
            }

            // The pages that left are among the changes. Whatever changes after this is not in the state.
            TakeChanges();
            state = _changesTaken;
            return requests.TrueForAll(IsThere);
        }
    }

    /// <summary>Promises the pages that are there, and lists those that are to come. A page of the wave that only has to become writable waits.</summary>
    private void ChooseComing(List<PageRequest> requests)
    {
        long missing = 0;
        for (int i = 0; i < requests.Count; i++)
        {
            PageRequest request = requests[i];
            int entry = request.Mirror.EntryOf(request.Page.Number);
            if ((entry & PageEntry.Readable) == 0)
            {
                missing += request.Mirror.Geometry.Frames;
                _coming.Add(i);
                continue;
            }

            int frame = entry >> PageEntry.FrameShift;
            if (request.Writable && (entry & PageEntry.Writable) == 0 && !_frames.IsPromised(frame))
            {
                _coming.Add(i);
            }

            _frames.Promise(frame, request.Mirror.Geometry.Frames);
            _frames.Eviction.NoteUse(request.Page, frame, arrives: false);
        }

        Place(requests, missing, together: _options.Testing.Stretches);
    }

    private void Bring(List<PageRequest> requests)
    {
        try
        {
            ChooseComing(requests);

            // Pages that come together follow each other among those that come.
            int entered = 0;
            while (entered < _coming.Count && TryEnterNext(requests, _coming[entered], MapCause.Planned, out int pages))
            {
                entered += pages;
            }
        }
        finally
        {
            Move(MapCause.Planned);
        }
    }

    private static bool IsThere(PageRequest request)
    {
        int wanted = PageEntry.Readable | (request.Writable ? PageEntry.Writable : 0);
        return (request.Mirror.EntryOf(request.Page.Number) & wanted) == wanted;
    }

    /// <summary>Ends the promises of the wave that has run. Those of the pages that came beside it hold.</summary>
    /// <param name="state">The state after they had come.</param>
    /// <returns>False when a page has left the device since then, or is no longer writable. It may be one of them.</returns>
    private bool TryAdvance(long state)
    {
        using (Enter())
        {
            _frames.EndOlder();
            if (_changesTaken != state)
            {
                return false;
            }

            MoveLate();
            return true;
        }
    }
}
