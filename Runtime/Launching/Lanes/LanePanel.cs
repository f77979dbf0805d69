using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Planning;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Runs tiles below each other, column by column. What the first tile of a column loads and all rows share lies in a panel, in the order in which the others need
/// it: a right-hand matrix is read once for each column, and then from the cache, whatever its width. It is the packing of matrix products (Goto and van de Geijn,
/// 2008), made by recording loads in place of knowing the loop.
/// </summary>
internal static class LanePanel
{
    // Vectors of 256 bits, 128 KiB: a part of the cache that belongs to one processor.
    private const int Capacity = 4096;

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
    /// <param name="blocks">The tiles below each other.</param>
    /// <param name="progress">Receives each item that runs alone.</param>
    public static void Run<TKernel, TArguments, TProgress>(
        KernelLanes lanes, HostSpans spans, in Wave wave, in TArguments arguments, long slot, int width, int blocks, ref TProgress progress)
        where TKernel : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        (int index0, int index1, int column) = LaneLoop.Indices(TKernel.Rank, wave, slot);
        int done = 0;
        Vector256<byte>[] room = ArrayPool<Vector256<byte>>.Shared.Rent(Capacity);
        try
        {
            ref Vector256<byte> panel = ref MemoryMarshal.GetArrayDataReference(room);
            ref Vector512<byte> widePanel = ref Unsafe.As<Vector256<byte>, Vector512<byte>>(ref panel);
            for (; lanes.IsWide && done <= width - lanes.Most; done += lanes.Most)
            {
                if (!TKernel.LanesRecord(spans, arguments, ref widePanel, Capacity / 2, index0, index1, column + done))
                {
                    break;
                }

                TKernel.LanesReplay(spans, arguments, ref widePanel, index0, index1 + lanes.Rows, column + done, blocks - 1);
            }

            for (; done <= width - lanes.Items; done += lanes.Items)
            {
                if (!TKernel.LanesRecord(spans, arguments, ref panel, Capacity, index0, index1, column + done))
                {
                    break;
                }

                TKernel.LanesReplay(spans, arguments, ref panel, index0, index1 + lanes.Rows, column + done, blocks - 1);
            }

            int last = width - lanes.Items;
            if (lanes.CanRepeat && done < width && done > last && TKernel.LanesRecord(spans, arguments, ref panel, Capacity, index0, index1, column + last))
            {
                TKernel.LanesReplay(spans, arguments, ref panel, index0, index1 + lanes.Rows, column + last, blocks - 1);
                done = width;
            }
        }
        finally
        {
            ArrayPool<Vector256<byte>>.Shared.Return(room);
        }

        for (int block = 0; block < blocks && width - done >= lanes.Items; block++)
        {
            int row = index1 + block * lanes.Rows, wide = 0;
            if (lanes.IsWide)
            {
                wide = TKernel.Lanes(spans, arguments, LaneShape.WideTile, index0, row, column + done, width - done, 1);
            }

            TKernel.Lanes(spans, arguments, LaneShape.Tile, index0, row, column + done + wide, width - done - wide, 1);
        }

        done = width - done < lanes.Items ? done : lanes.CanRepeat ? width : width / lanes.Items * lanes.Items;
        for (long row = 0; row < (long)blocks * lanes.Rows && done < width; row++)
        {
            long first = slot + row * width + LaneLoop.Rest(lanes, done, width);
            LaneLoop.Row<TKernel, TArguments, TProgress>(lanes, spans, wave, arguments, first, slot + (row + 1) * width, ref progress);
        }
    }
}
