// Safety: the core's device lives until Dispose.
using HmmGen.Coherence.Core;

namespace HmmGen.Paging;

/// <content>Pages that move to other frames of the device, so that pages which follow one another lie together. Nothing goes to the host and back.</content>
internal sealed unsafe partial class DeviceMemory
{
    /// <summary>The noted moves from frame to frame, by the new frames. The books have the pages there already.</summary>
    private readonly List<PageMove> _within = [];

    /// <summary>Whether the driver copies from frame to frame.</summary>
    private bool CanMoveWithin => PeerCopies.ArePossible(in _driver, in _driver);

    /// <summary>Notes that a resident page moves to frames that no page has, and gives it these frames. The move is made by the next <see cref="Move"/>.</summary>
    /// <param name="page">The page. No running wave uses it.</param>
    /// <param name="frame">Its first frame.</param>
    /// <param name="place">The first frame that it gets. No page of the noted moves had it.</param>
    private void NoteMoving(MirroredPage page, int frame, int place)
    {
        // What may run out of memory comes first.
        Testing.BeforeNote?.Invoke();
        _within.EnsureCapacity(_within.Count + 1);
        page.Mirror.NoteChange(page.Number);
        int frames = page.Mirror.Geometry.Frames;
        _frames.Release(frame, frames);
        _frames.Assign(place, frames, page);
        _within.Add(new PageMove(page, place, default));
    }

    /// <summary>Makes the noted moves from frame to frame. Pages that left the device meanwhile give their new frames up.</summary>
    private void MoveWithin()
    {
        PageMover.Sort(_within);
        _mover.Within(_within);
        foreach (PageMove move in _within)
        {
            if (!move.Mirror.IsResident(move.Page.Number))
            {
                Vacate(move.Page, move.Frame);
            }
        }
    }

    /// <summary>Repairs the frames after failed moves from frame to frame: pages that have not moved get their frames back.</summary>
    private void TakeMovedBack()
    {
        _within.RemoveAll(static move => move.Mirror.IsIn(move.Page.Number, move.Frame));
        foreach (PageMove move in _within)
        {
            Vacate(move.Page, move.Frame);
        }

        foreach (PageMove move in _within)
        {
            if (move.Mirror.IsResident(move.Page.Number))
            {
                Restore(move.Page, move.Mirror.FrameOf(move.Page.Number));
            }
        }
    }

    /// <summary>Moves the page in a frame out of the way, where it would stay on the device otherwise: to a frame whose page leaves in this batch anyway.</summary>
    /// <param name="page">The page.</param>
    /// <param name="frame">Its frame. It is taken for others already.</param>
    /// <returns>False when the page had better be evicted.</returns>
    private bool TryMoveAside(MirroredPage page, int frame)
    {
        int place = _rated is not null && page.Mirror.LinearFrame < 0 && page.Mirror.IsIn(page.Number, frame) ? _rated.TakeSpare() : -1;
        if (place < 0)
        {
            return false;
        }

        EvictFrom(place);
        NoteMoving(page, frame, place);
        return true;
    }
}
