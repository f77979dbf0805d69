using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Planning;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Runs tiles that exchange rows and lanes, some below each other and some columns at a time. Elements that are neighbours from row to row share cache lines, which
/// so are filled while they are in the cache, whatever the width.
/// </summary>
internal static class LaneBlocks
{
    /// <summary>The tiles below each other.</summary>
    public const int Tiles = 4;

    // A cache line of most elements. Rows whose length is a power of two share few places in the inner cache: of more columns, lines leave it half filled.
    private const int Columns = 16;

    /// <summary>Runs the tiles.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="lanes">How items run side by side.</param>
    /// <param name="spans">The host memory of each span parameter.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="slot">The first slot, at the beginning of a row.</param>
    /// <param name="width">The items of a row.</param>
    /// <param name="tiles">The tiles below each other.</param>
    /// <param name="progress">Receives each item that runs alone.</param>
    public static void Run<TKernel, TArguments, TProgress>(
        KernelLanes lanes, HostSpans spans, in Wave wave, in TArguments arguments, long slot, int width, int tiles, ref TProgress progress)
        where TKernel : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        (int index0, int index1, int column) = LaneLoop.Indices(TKernel.Rank, wave, slot);
        int whole = width / lanes.Items * lanes.Items;
        for (int done = 0; done < whole; done += Columns)
        {
            int wanted = Math.Min(Columns, whole - done);
            for (int tile = 0; tile < tiles;)
            {
                int tiled = TKernel.Lanes(spans, arguments, LaneShape.Tile, index0, index1 + tile * lanes.Rows, column + done, wanted, tiles - tile);
                tile += tiled / wanted;
                if (tile == tiles)
                {
                    break;
                }

                // Items at the end of a row do not run in tiles where the others run without their tests.
                for (int row = 0; row < lanes.Rows; row++)
                {
                    long start = slot + ((long)tile * lanes.Rows + row) * width + done;
                    LaneLoop.Row<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, start + tiled % wanted, start + wanted, ref progress);
                }

                tile++;
            }
        }

        for (int row = 0; row < tiles * lanes.Rows && whole < width; row++)
        {
            long start = slot + (long)row * width;
            LaneLoop.Row<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, start + LaneLoop.Rest(lanes, whole, width), start + width, ref progress);
        }
    }
}
