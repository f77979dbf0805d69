using HmmGen.Base;

namespace HmmGen.Launching.Shapes;

/// <summary>How a launch of one dimension is cut into tiles, and in which order they run.</summary>
/// <param name="Box">The work items of the launch.</param>
/// <param name="Folded">Those that stand in whole rows, as one tile.</param>
/// <param name="Shape">How it is cut.</param>
internal sealed record TileShape(WorkBox Box, WorkBox Folded, ChunkShape Shape)
{
    /// <summary>
    /// All chunks, in the order in which they run: the tiles, and what the launch has of a row before the first whole one, and of a row behind the last. Items of
    /// these rows run beside the tile with the same columns, since they touch the same pages.
    /// </summary>
    /// <returns>The chunks. Each work item is in one of them.</returns>
    public IEnumerable<WorkBox> All()
    {
        foreach (WorkBox tile in Shape.All(Folded))
        {
            if (tile.First0 == Folded.First0 && OfRow(Folded.First0 - 1, tile) is { IsEmpty: false } before)
            {
                yield return before;
            }

            yield return tile.Unfolded();
            if (tile.End0 == Folded.End0 && OfRow(Folded.End0, tile) is { IsEmpty: false } after)
            {
                yield return after;
            }
        }
    }

    /// <summary>What the launch has of a row, in the columns of a tile.</summary>
    private WorkBox OfRow(long row, WorkBox tile)
        => WorkBox.Line(Math.Max(Box.First0, row * Folded.Period + tile.First1), Math.Min(Box.End0, row * Folded.Period + tile.End1));
}
