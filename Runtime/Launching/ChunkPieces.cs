using HmmGen.Base;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>
/// Cuts a chunk where the frames of its pages break, so that most of its items find their pages by an addition. Only items that touch pages on both sides of a
/// break look them up.
/// </summary>
/// <param name="planOf">Plans some of the chunk's items.</param>
/// <param name="placeOf">Finds where the elements of a plan lie in contiguous frames (<see cref="LaunchSpans.PlaceOf"/>).</param>
internal sealed class ChunkPieces(Func<WorkBox, AccessPlan> planOf, Func<AccessPlan, PieceFrames> placeOf)
{
    /// <summary>The fewest items of a piece. Fewer take less time than a wave of their own.</summary>
    public const long SmallestPiece = 2048;

    /// <summary>The most pieces. A chunk with more breaks lies scattered.</summary>
    public const int MostPieces = 8;

    /// <summary>Cuts a chunk.</summary>
    /// <param name="chunk">The chunk. Its pages are there and promised, and all its indices are proven.</param>
    /// <param name="cuts">Whether the chunk is cut where it is not contiguous.</param>
    /// <returns>The pieces, in the order of the items. They are the chunk without a rest. One piece if no cut is needed or worth it.</returns>
    public List<ChunkPiece> Of(LaunchChunk chunk, bool cuts)
    {
        List<ChunkPiece> pieces = [];
        ChunkPiece rest = new(chunk.Box, chunk.Plan, placeOf(chunk.Plan));
        while (cuts && !rest.IsWhole && pieces.Count < MostPieces - 1 && rest.Box.Count >= 2 * SmallestPiece)
        {
            if (FrontOf(rest, out ChunkPiece front) is not { } behind)
            {
                break;
            }

            pieces.Add(front);
            rest = PieceOf(behind);
        }

        pieces.Add(rest);
        return pieces;
    }

    /// <summary>The longest front whose pages lie together. If it is too small, the shortest front behind which pages do.</summary>
    /// <param name="whole">The items. As a whole they are not contiguous.</param>
    /// <param name="front">The front.</param>
    /// <returns>The items behind the front; null when no front is worth it.</returns>
    private WorkBox? FrontOf(ChunkPiece whole, out ChunkPiece front)
    {
        // A part may have one index where the box has many. So all cuts count along the dimension of the box.
        WorkBox box = whole.Box;
        long size = box.OutermostSize, slice = box.Count / size, smallest = (SmallestPiece + slice - 1) / slice;
        front = PieceOf(box.CutAfter(smallest).Before);
        if (front.IsWhole)
        {
            return box.CutAfter(LongestFront(whole, smallest, ref front)).After;
        }

        for (long skipped = 1; skipped + smallest <= size; skipped *= 2)
        {
            WorkBox behind = box.CutAfter(skipped).After;
            if (PieceOf(size - skipped > smallest ? behind.CutAfter(smallest).Before : behind).IsWhole)
            {
                front = PieceOf(box.CutAfter(skipped).Before);
                return behind;
            }
        }

        return null;
    }

    /// <summary>Finds the longest front whose pages lie together. Looks where the frames break, and from there in growing steps.</summary>
    private long LongestFront(ChunkPiece whole, long low, ref ChunkPiece front)
    {
        long high = whole.Box.OutermostSize, probe = (long)(high * whole.Frames.Together);
        for (long step = 1; high - low > 1; step *= 2)
        {
            probe = probe > low && probe < high ? probe : low + (high - low) / 2;
            ChunkPiece longer = PieceOf(whole.Box.CutAfter(probe).Before);
            if (longer.IsWhole)
            {
                (front, low) = (longer, probe);
                probe += step;
            }
            else
            {
                high = probe;
                probe -= step;
            }
        }

        return low;
    }

    private ChunkPiece PieceOf(WorkBox box)
    {
        AccessPlan plan = planOf(box);
        return new ChunkPiece(box, plan, placeOf(plan));
    }
}
