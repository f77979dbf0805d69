using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Planning;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Runs a range of work items on the host one after another, with turns of their loops side by side. An item that might fail changes its elements back; the user's
/// method then runs it, and throws what it throws.
/// </summary>
internal static class TurnLoop
{
    private const long MostItems = 1 << 16;

    // A launch that can be cancelled asks before as many items as a group of lanes has.
    private const long MostStoppableItems = LaneMath.Count;

    /// <summary>Runs the range.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="shape">The vectors.</param>
    /// <param name="spans">The host memory of each span parameter.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="end">One past the last slot.</param>
    /// <param name="progress">Receives the first item of each part, and each item that the user's method runs.</param>
    public static void Run<TKernel, TArguments, TProgress>(
        LaneShape shape, HostSpans spans, in Wave wave, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        long most = typeof(TProgress) == typeof(StoppableItem) ? MostStoppableItems : MostItems;
        long width = TKernel.Rank switch { 1 => wave.Count, 2 => wave.Size1, _ => wave.Size2 };
        for (long slot = first; slot < end;)
        {
            progress.Begin(slot, 0);
            progress.At(0);
            long left = Math.Min(end - slot, most), column = TKernel.Rank == 1 ? slot : slot % width;
            long rows = TKernel.Rank == 1 || column > 0 ? 0 : Math.Min(left, LaneLoop.RowsLeft(TKernel.Rank, wave, slot, width)) / width;
            long wanted = rows > 0 ? rows * width : Math.Min(left, width - column);
            int done = rows > 0
                ? LaneLoop.Part<TKernel, TArguments>(shape, spans, wave, arguments, slot, (int)width, (int)rows)
                : LaneLoop.Part<TKernel, TArguments>(shape, spans, wave, arguments, slot, (int)wanted);
            if (done < wanted)
            {
                // An item that might fail, or all of them, where loops make too few turns.
                long alone = slot + Math.Max(done, 0), next = done < 0 ? slot + wanted : alone + 1;
                TKernel.Host(spans, wave, arguments, alone, next, ref progress);
                slot = next;
            }
            else
            {
                slot += done;
            }
        }
    }
}
