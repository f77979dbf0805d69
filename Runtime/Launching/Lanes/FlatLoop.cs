using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Planning;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Runs work items whose last index counts the items of rows one after another, as if it were two: the row, and the place in it. Slots stay what they are, since
/// items run in their order.
/// </summary>
internal static class FlatLoop
{
    /// <summary>The rows of a launch, where it may run along them.</summary>
    /// <param name="lanes">How items of rows run side by side.</param>
    /// <param name="rank">The number of dimensions.</param>
    /// <param name="wave">The work items.</param>
    /// <param name="rows">The rows.</param>
    /// <returns>
    /// The lanes, with the length of rows; null where rows are too short, the launch does not begin with one, or one of several dimensions does not end with one.
    /// </returns>
    public static KernelLanes? Of(KernelLanes lanes, int rank, in Wave wave, FlatRows rows)
    {
        (long first, long size) = rank == 1 ? (wave.First0, wave.Count) : (wave.First1, wave.Size1);
        return rows.Length > 0 && first >= 0 && first % rows.Length == 0
            && (rank == 1 || (size % rows.Length == 0 && first + size <= rows.Limit))
            ? lanes with { RowLength = rows.Length, RowLimit = rows.Limit }
            : null;
    }

    /// <summary>The items with one dimension more.</summary>
    /// <param name="rank">The number of dimensions that they have.</param>
    /// <param name="wave">The items.</param>
    /// <param name="length">The length of rows.</param>
    /// <returns>The items. Of one dimension, the last row may end early.</returns>
    public static Wave Whole(int rank, in Wave wave, long length)
    {
        Wave whole = wave;
        if (rank == 1)
        {
            (whole.First0, whole.Size1) = (wave.First0 / length, length);
        }
        else
        {
            (whole.First1, whole.Size1, whole.Size2) = (wave.First1 / length, wave.Size1 / length, length);
        }

        return whole;
    }

    /// <summary>Runs a range.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="lanes">How items run side by side.</param>
    /// <param name="spans">The host memory of each span parameter.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="end">One past the last slot.</param>
    /// <param name="progress">Receives items that begin.</param>
    public static void Run<TKernel, TArguments, TProgress>(
        KernelLanes lanes, HostSpans spans, in Wave wave, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        long limit = TKernel.Rank == 1 ? Math.Clamp(lanes.RowLimit - wave.First0, first, end) : end;
        if (first < limit)
        {
            FlatRun<TArguments, TProgress> run = new(lanes, spans, Whole(TKernel.Rank, wave, lanes.RowLength), arguments, first, limit, progress);
            try
            {
                TKernel.RunRows(ref run);
            }
            finally
            {
                // It knows the item that has failed.
                progress = run.Progress;
            }
        }

        if (limit < end)
        {
            TKernel.Host(spans, wave, arguments, limit, end, ref progress);
        }
    }
}
