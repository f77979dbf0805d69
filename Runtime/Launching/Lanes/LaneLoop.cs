using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Planning;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Runs a range of work items on the host, as lanes where a launch may: tiles of rows first, then rows, then single groups of lanes, and what is left of a row one
/// by one. Lanes that might fail stop before any effect; the user's method then runs their items, and throws what it throws.
/// </summary>
internal static class LaneLoop
{
    // A launch that can be cancelled asks before each part of a row and each tile: even items of a microsecond must not add up to much more than a millisecond.
    private const long MostItems = 1 << 16;
    private const long MostStoppableItems = 1 << 9;
    private const long MostStoppableTile = 1 << 13;

    // Tiles that exchange rows and lanes are worth long ones: other items would reach each element by itself.
    private const long CrossedTiles = 8;

    // Shorter rows take longer for what they leave than lanes that load elements one by one (docs/measurements.md).
    private const long LongRow = 64;

    // In longer rows, groups side by side gain more than a call for what is left of the row costs (docs/measurements.md).
    private const long LongRest = 512;

    // The time of a vector in a group of its own, over that of one beside others.
    private const double GroupCost = 1.25;

    // A panel is filled once and then read by the other tiles.
    private const long LeastBlocks = 3;

    /// <summary>The items that ranges should not cut: a tile, or a row, or what runs side by side in one.</summary>
    /// <param name="lanes">How items run side by side; null for one by one.</param>
    /// <param name="rank">The number of dimensions.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <returns>The number.</returns>
    public static long Unit(KernelLanes? lanes, int rank, in Wave wave)
    {
        if (lanes is null or { IsOfTurns: true })
        {
            return 1;
        }

        if (lanes.RowLength > 0)
        {
            return Unit(lanes with { RowLength = 0 }, rank + 1, FlatLoop.Whole(rank, wave, lanes.RowLength));
        }

        Wave whole = lanes.Turned is { } turned ? TurnedLoop.Whole(rank, wave, turned) : wave;
        long tile = lanes.Rows * (rank switch { 1 => lanes.Most, 2 => whole.Size1, _ => whole.Size2 });
        return tile > 0 && tile <= MostTile(lanes, isStoppable: false) ? tile : lanes.Most;
    }

    /// <summary>Whether rows are so long, or run in groups to their end, that what is left of each costs little.</summary>
    /// <param name="lanes">How items run side by side, with the length of rows.</param>
    /// <returns>False for rows that items do better not to run along, if they have another way.</returns>
    public static bool AreLong(KernelLanes lanes) => lanes.RowLength >= LongRow || Whole(lanes, lanes.RowLength) is not null;

    /// <summary>Runs the range.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="lanes">How items run side by side; null for one by one.</param>
    /// <param name="spans">The host memory of each span parameter.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="end">One past the last slot.</param>
    /// <param name="progress">Receives the first item of each part that runs as lanes, and each item that runs alone.</param>
    public static void Run<TKernel, TArguments, TProgress>(
        KernelLanes? lanes, HostSpans spans, in Wave wave, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        if (lanes is null)
        {
            TKernel.Host(spans, wave, arguments, first, end, ref progress);
        }
        else if (lanes.RowLength > 0)
        {
            FlatLoop.Run<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, first, end, ref progress);
        }
        else if (lanes.IsOfTurns)
        {
            TurnLoop.Run<TKernel, TArguments, TProgress>(lanes.IsWide ? LaneShape.WideRow : LaneShape.Group, spans, wave, arguments, first, end, ref progress);
        }
        else if (lanes.Turned is { } turned)
        {
            TurnedLoop.Run<TKernel, TArguments, TProgress>(lanes, turned, spans, wave, arguments, first, end, ref progress);
        }
        else
        {
            InOrder<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, first, end, ref progress);
        }
    }

    /// <summary>Runs the range in the order of the slots.</summary>
    /// <inheritdoc cref="Run"/>
    public static void InOrder<TKernel, TArguments, TProgress>(
        KernelLanes lanes, HostSpans spans, in Wave wave, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        bool isStoppable = typeof(TProgress) == typeof(StoppableItem);
        long longest = isStoppable ? MostStoppableItems : MostItems;
        long most = MostTile(lanes, isStoppable);
        long width = TKernel.Rank switch { 1 => wave.Count, 2 => wave.Size1, _ => wave.Size2 };
        if (width < LaneMath.Count)
        {
            TKernel.Host(spans, wave, arguments, first, end, ref progress);
            return;
        }

        long tile = lanes.Rows * width;
        for (long slot = first; slot < end;)
        {
            long column = TKernel.Rank == 1 ? slot : slot % width;
            bool isTile = column == 0 && lanes.Rows > 1 && tile <= most;
            long tiles = isTile ? Math.Min(Math.Min(end - slot, RowsLeft(TKernel.Rank, wave, slot, width)), most) / tile : 0;
            long blocks = lanes.HasPanels && tiles >= LeastBlocks && width >= lanes.Items ? tiles : Math.Min(tiles, lanes.IsCrossed ? LaneBlocks.Tiles : 1);
            progress.Begin(slot, 0);
            progress.At(0);
            if (blocks > 0 && !AreApart<TKernel, TArguments>(spans, wave, arguments, slot, width, (int)(blocks * lanes.Rows)))
            {
                blocks = 0;
            }

            if (blocks > 0 && lanes.IsCrossed)
            {
                LaneBlocks.Run<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, slot, (int)width, (int)blocks, ref progress);
                slot += blocks * tile;
            }
            else if (blocks > 1)
            {
                LanePanel.Run<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, slot, (int)width, (int)blocks, ref progress);
                slot += blocks * tile;
            }
            else if (blocks == 1)
            {
                bool isWide = lanes.IsWide && (!lanes.CanRepeat || Vectors(width, lanes.Most, 2 * LaneMath.Count) <= Vectors(width, lanes.Items, LaneMath.Count));
                long done = isWide ? Part<TKernel, TArguments>(LaneShape.WideTile, spans, wave, arguments, slot, (int)width) : 0;
                done += done < width ? Part<TKernel, TArguments>(LaneShape.Tile, spans, wave, arguments, slot + done, (int)(width - done)) : 0;
                for (int row = 0; row < lanes.Rows && done < width; row++)
                {
                    long start = slot + row * width;
                    Row<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, start + Rest(lanes, done, width), start + width, ref progress);
                }

                slot += tile;
            }
            else if (column == 0 && TKernel.Rank > 1 && lanes.Rows == 1 && Math.Min(longest, end - slot) >= 2 * width && Whole(lanes, width) is { } whole)
            {
                long rows = Math.Min(Math.Min(end - slot, RowsLeft(TKernel.Rank, wave, slot, width)), longest) / width;
                long done = Part<TKernel, TArguments>(whole.Shape, spans, wave, arguments, slot, (int)width, (int)rows);
                slot += done;
                if (done < rows * width)
                {
                    long next = Math.Min(Math.Min(end, slot + whole.Items), slot - slot % width + width);
                    Alone<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, slot, next, ref progress);
                    slot = next;
                }
            }
            else
            {
                long next = Math.Min(Math.Min(end, slot + width - column), slot + longest);
                Row<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, slot, next, ref progress);
                slot = next;
            }
        }
    }

    /// <summary>Runs items of one row.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="lanes">How items run side by side.</param>
    /// <param name="spans">The host memory of each span parameter.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="end">One past the last slot, in the same row.</param>
    /// <param name="progress">Receives each item that runs alone.</param>
    public static void Row<TKernel, TArguments, TProgress>(
        KernelLanes lanes, HostSpans spans, in Wave wave, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        long slot = first;
        while (end - slot >= LaneMath.Count)
        {
            (LaneShape shape, int items) = Widest(lanes, end - slot);
            int wanted = (int)(end - slot) / items * items;
            int done = Part<TKernel, TArguments>(shape, spans, wave, arguments, slot, wanted);
            slot += done;
            if (done < wanted)
            {
                long next = Math.Min(end, slot + items);
                Alone<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, slot, next, ref progress);
                slot = next;
            }
        }

        bool isDone = slot == end
            || (lanes.HasRests && Part<TKernel, TArguments>(LaneShape.Group, spans, wave, arguments, slot, (int)(end - slot)) == end - slot)
            || (lanes.CanRepeat && end - first >= LaneMath.Count
                && Part<TKernel, TArguments>(LaneShape.Group, spans, wave, arguments, end - LaneMath.Count, LaneMath.Count) == LaneMath.Count);
        if (!isDone)
        {
            Alone<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, slot, end, ref progress);
        }
    }

    /// <summary>Where the rest of a row begins: with a whole group where items may run again.</summary>
    /// <param name="lanes">How items run side by side.</param>
    /// <param name="done">The items that have run.</param>
    /// <param name="width">The items of the row, at least a group.</param>
    /// <returns>The first item.</returns>
    public static long Rest(KernelLanes lanes, long done, long width) => lanes.CanRepeat ? Math.Min(done, width - LaneMath.Count) : done;

    private static void Alone<TKernel, TArguments, TProgress>(
        KernelLanes lanes, HostSpans spans, in Wave wave, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        if (lanes.Turned is { } turned)
        {
            TurnedLoop.Alone<TKernel, TArguments, TProgress>(turned, spans, wave, arguments, first, end, ref progress);
        }
        else
        {
            TKernel.Host(spans, wave, arguments, first, end, ref progress);
        }
    }

    private static long MostTile(KernelLanes lanes, bool isStoppable) => (isStoppable ? MostStoppableTile : MostItems) * (lanes.IsCrossed ? CrossedTiles : 1);

    // Where rows run side by side, only tiles have wide vectors.
    private static (LaneShape Shape, int Items) Widest(KernelLanes lanes, long left)
        => lanes is { IsWide: true, Rows: 1 } && left >= lanes.Most ? (LaneShape.WideRow, lanes.Most)
            : lanes.Items > LaneMath.Count && left >= lanes.Items ? (LaneShape.Row, lanes.Items)
            : (LaneShape.Group, LaneMath.Count);

    // What runs whole rows in the least time. Where no item may run again, they end with a whole group, or lanes rest. Long rows do better in parts.
    private static (LaneShape Shape, int Items)? Whole(KernelLanes lanes, long width)
    {
        (LaneShape Shape, int Items) group = (LaneShape.Group, LaneMath.Count), widest = Widest(lanes, width);
        if (!lanes.CanRepeat)
        {
            // Where much is computed, sixteen lanes gain more than a call costs.
            long most = lanes is { HasRests: true } and not { IsWide: true, IsLight: false } ? LongRest : LongRow;
            return width % widest.Items == 0 ? widest : (lanes.HasRests || width % LaneMath.Count == 0) && width < most ? group : null;
        }

        (LaneShape Shape, int Items) row = Widest(lanes with { IsWide = false }, width);
        (LaneShape Shape, int Items) best = Vectors(width, row.Items, LaneMath.Count) <= GroupCost * Vectors(width, LaneMath.Count, LaneMath.Count) ? row : group;
        return widest.Shape == LaneShape.WideRow && Vectors(width, widest.Items, 2 * LaneMath.Count) <= Vectors(width, best.Items, LaneMath.Count) ? widest : best;
    }

    // The vectors that a row takes, with those of items that run again.
    private static long Vectors(long width, int items, int lanes) => (width + items - 1) / items * (items / lanes);

    private static bool AreApart<TKernel, TArguments>(HostSpans spans, in Wave wave, in TArguments arguments, long slot, long width, int rows)
        where TKernel : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
    {
        (int index0, int index1, int column) = Indices(TKernel.Rank, wave, slot);
        return TKernel.LanesApart(spans, arguments, index0, index1, column, (int)width, rows);
    }

    /// <summary>Runs items of one row, or of rows that follow each other.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="shape">The items that run side by side.</param>
    /// <param name="spans">The host memory of each span parameter.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="slot">The first slot.</param>
    /// <param name="count">The items of a row.</param>
    /// <param name="blocks">The rows.</param>
    /// <returns>How many items have run.</returns>
    public static int Part<TKernel, TArguments>(
        LaneShape shape, HostSpans spans, in Wave wave, in TArguments arguments, long slot, int count, int blocks = 1)
        where TKernel : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
    {
        (int index0, int index1, int column) = Indices(TKernel.Rank, wave, slot);
        return TKernel.Lanes(spans, arguments, shape, index0, index1, column, count, blocks);
    }

    /// <summary>The indices of a slot, as generated code takes them: missing dimensions are 0, and the last one comes last.</summary>
    /// <param name="rank">The number of dimensions.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The indices.</returns>
    public static (int Index0, int Index1, int Last) Indices(int rank, in Wave wave, long slot)
    {
        ItemIndices item = ItemIndices.Of(rank, wave, slot);
        return unchecked(rank switch
        {
            1 => (0, 0, (int)item.At0),
            2 => (0, (int)item.At0, (int)item.At1),
            _ => ((int)item.At0, (int)item.At1, (int)item.At2),
        });
    }

    /// <summary>The items up to the end of the rows that follow each other: in three dimensions, of the plane.</summary>
    /// <param name="rank">The number of dimensions.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="slot">The first slot.</param>
    /// <param name="width">The items of a row.</param>
    /// <returns>Their number.</returns>
    public static long RowsLeft(int rank, in Wave wave, long slot, long width)
        => rank < 3 ? wave.Count - slot : wave.Size1 * width - slot % (wave.Size1 * width);
}
