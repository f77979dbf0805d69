using HmmGen.Base;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>
/// Cuts a chunk where the frames of its pages break, so that most of its items find their pages by an addition. Only items that touch pages on both sides of a
/// break look them up.
/// </summary>
/// <param name="launch">The launch.</param>
/// <param name="spans">Tells whether pages lie in contiguous frames.</param>
internal sealed class ChunkPieces(Launch launch, LaunchSpans spans)
{
    /// <summary>The fewest items of a piece. Fewer take less time than a wave of their own.</summary>
    private const long SmallestPiece = 2048;

    /// <summary>The most pieces. A chunk with more breaks lies scattered.</summary>
    private const int MostPieces = 8;

    /// <summary>Cuts a chunk.</summary>
    /// <param name="chunk">The chunk. All its pages are there and promised, and all its indices are proven.</param>
    /// <returns>The pieces, in the order of the items; one piece that is not whole if no cut is worth it.</returns>
    public List<ChunkPiece> Of(LaunchChunk chunk)
    {
        List<ChunkPiece> pieces = [];
        ChunkPiece rest = new(chunk.Box, chunk.Plan, spans.AreContiguous(chunk.Plan));
        while (!rest.IsWhole && pieces.Count < MostPieces - 1 && rest.Box.Count >= 2 * SmallestPiece)
        {
            ChunkPiece front = Front(rest.Box);
            pieces.Add(front);
            if (front.Box == rest.Box)
            {
                return pieces;
            }

            rest = PieceOf(rest.Box.CutAfter(front.Box.OutermostSize).After);
        }

        pieces.Add(rest);
        return pieces;
    }

    /// <summary>The longest front whose pages lie together. If it is too small, the shortest front behind which pages do.</summary>
    private ChunkPiece Front(WorkBox box)
    {
        long size = box.OutermostSize, slice = box.Count / size, smallest = (SmallestPiece + slice - 1) / slice;
        ChunkPiece front = PieceOf(box.CutAfter(smallest).Before);
        if (front.IsWhole)
        {
            // As a whole the box is not contiguous.
            for (long low = smallest, high = size; high - low > 1;)
            {
                ChunkPiece longer = PieceOf(box.CutAfter((low + high) / 2).Before);
                (low, high) = longer.IsWhole ? ((low + high) / 2, high) : (low, (low + high) / 2);
                front = longer.IsWhole ? longer : front;
            }

            return front;
        }

        for (long skipped = 1; skipped + smallest <= size; skipped *= 2)
        {
            WorkBox behind = box.CutAfter(skipped).After;
            if (PieceOf(behind.OutermostSize > smallest ? behind.CutAfter(smallest).Before : behind).IsWhole)
            {
                return PieceOf(box.CutAfter(skipped).Before);
            }
        }

        return new ChunkPiece(box, launch.PlanOf(box), IsWhole: false);
    }

    private ChunkPiece PieceOf(WorkBox box)
    {
        AccessPlan plan = launch.PlanOf(box);
        return new ChunkPiece(box, plan, spans.AreContiguous(plan));
    }
}
