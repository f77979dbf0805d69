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
            return;
        }

        bool isStoppable = typeof(TProgress) == typeof(StoppableItem);
        long width = lanes.Rank switch { 1 => wave.Count, 2 => wave.Size1, _ => wave.Size2 };
        for (long slot = first; slot < end;)
        {
            long column = lanes.Rank == 1 ? slot : slot % width;
            bool isTile = column == 0 && lanes.Rows > 1 && lanes.Rows * width <= (isStoppable ? MostStoppableTile : MostItems);
            long rows = isTile ? Math.Min(end - slot, RowsLeft(lanes, wave, slot, width)) : 0;
            progress.At(slot);
            if (isTile && rows >= lanes.Rows * width)
            {
                int done = Part<TKernel, TArguments>(LaneShape.Tile, lanes, spans, wave, arguments, slot, (int)width);
                for (int row = 0; row < lanes.Rows && done < width; row++)
                {
                    long start = slot + row * width;
                    Row<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, start + done, start + width, ref progress);
                }

                slot += lanes.Rows * width;
            }
            else
            {
                long next = Math.Min(Math.Min(end, slot + width - column), slot + (isStoppable ? MostStoppableItems : MostItems));
                Row<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, slot, next, ref progress);
                slot = next;
            }
        }
    }

    // Items of one row.
    private static void Row<TKernel, TArguments, TProgress>(
        KernelLanes lanes, HostSpans spans, in Wave wave, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        long slot = first;
        while (end - slot >= LaneMath.Count)
        {
            LaneShape shape = end - slot >= lanes.Items && lanes.Items > LaneMath.Count ? LaneShape.Row : LaneShape.Group;
            int items = shape == LaneShape.Row ? lanes.Items : LaneMath.Count;
            int wanted = (int)(end - slot) / items * items;
            int done = Part<TKernel, TArguments>(shape, lanes, spans, wave, arguments, slot, wanted);
            slot += done;
            if (done < wanted)
            {
                TKernel.Host(spans, wave, arguments, slot, slot + items, ref progress);
                slot += items;
            }
        }

        if (slot < end)
        {
            TKernel.Host(spans, wave, arguments, slot, end, ref progress);
        }
    }

    private static int Part<TKernel, TArguments>(
        LaneShape shape, KernelLanes lanes, HostSpans spans, in Wave wave, in TArguments arguments, long slot, int count)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        => lanes.Rank switch
        {
            1 => TKernel.Lanes(spans, arguments, shape, 0, 0, unchecked((int)Wave.Index(wave, slot)), count),
            2 => TKernel.Lanes(spans, arguments, shape, 0, unchecked((int)Wave.Index0(wave, slot)), unchecked((int)Wave.Index1(wave, slot)), count),
            _ => TKernel.Lanes(
                spans, arguments, shape, unchecked((int)Wave.Index0(wave, slot)), unchecked((int)Wave.Index1(wave, slot)), unchecked((int)Wave.Index2(wave, slot)), count),
        };

    // The items up to the end of the rows that follow each other: in three dimensions, of the plane.
    private static long RowsLeft(KernelLanes lanes, in Wave wave, long slot, long width)
        => lanes.Rank < 3 ? wave.Count - slot : wave.Size1 * width - slot % (wave.Size1 * width);
}
