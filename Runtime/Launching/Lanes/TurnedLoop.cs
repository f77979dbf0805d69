using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;
using HmmGen.Planning;

namespace HmmGen.Launching.Lanes;

/// <summary>
/// Runs work items whose lanes lie along another dimension than the last one: along which elements are neighbours. Slots count the items in that order, as many of
/// them as whole groups of lanes have, and then the rest of the launch in its own order. No such item can fail, and none reaches what another one writes.
/// </summary>
internal static class TurnedLoop
{
    /// <summary>The items that run as lanes, in their order.</summary>
    /// <param name="rank">The number of dimensions.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="turned">The dimension that changes places with the last one.</param>
    /// <returns>A wave of the turned kernel, perhaps empty.</returns>
    public static Wave Whole(int rank, in Wave wave, int turned)
    {
        Size size = new(wave);
        return Turn(rank, wave, size.With(turned, InLanes(size[turned])), turned);
    }

    /// <summary>Runs a range.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="lanes">How items run side by side.</param>
    /// <param name="turned">The dimension that changes places with the last one.</param>
    /// <param name="spans">The host memory of each span parameter.</param>
    /// <param name="wave">The work items of the launch.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="end">One past the last slot.</param>
    /// <param name="progress">Receives items that begin.</param>
    public static void Run<TKernel, TArguments, TProgress>(
        KernelLanes lanes, int turned, HostSpans spans, in Wave wave, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        int rank = TKernel.Rank;
        Wave whole = Whole(rank, wave, turned);
        Size all = new Size(wave).Turned(rank, turned);
        if (!(rank == 2 ? TKernel.LanesOwn(spans, arguments, 1, all[0], all[1]) : TKernel.LanesOwn(spans, arguments, all[0], all[1], all[2])))
        {
            TKernel.Host(spans, wave, arguments, first, end, ref progress);
            return;
        }

        if (first < whole.Count)
        {
            LaneLoop.InOrder<TKernel, TArguments, TProgress>(lanes, spans, whole, arguments, first, Math.Min(end, whole.Count), ref progress);
        }

        if (end > whole.Count)
        {
            Size size = new(wave);
            long done = InLanes(size[turned]);
            Wave rest = Box(wave, size.With(turned, size[turned] - done));
            rest.First0 += turned == 0 ? done : 0;
            rest.First1 += turned == 1 ? done : 0;
            TKernel.Host(spans, rest, arguments, Math.Max(first - whole.Count, 0), end - whole.Count, ref progress);
        }
    }

    /// <summary>Runs items one by one: those of a row that is cut within a group.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="turned">The dimension that has changed places with the last one.</param>
    /// <param name="spans">The host memory of each span parameter.</param>
    /// <param name="whole">The items that run as lanes.</param>
    /// <param name="arguments">The scalar arguments.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="end">One past the last slot.</param>
    /// <param name="progress">Receives items that begin.</param>
    public static void Alone<TKernel, TArguments, TProgress>(
        int turned, HostSpans spans, in Wave whole, in TArguments arguments, long first, long end, ref TProgress progress)
        where TKernel : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
    {
        Wave straight = Turn(TKernel.Rank, whole, new Size(whole), turned);
        for (long slot = first; slot < end; slot++)
        {
            ItemIndices item = ItemIndices.Of(TKernel.Rank, whole, slot);
            (long at0, long at1, long at2) = Exchanged(TKernel.Rank, turned, item.At0 - whole.First0, item.At1 - whole.First1, item.At2 - whole.First2);
            long place = (at0 * straight.Size1 + at1) * straight.Size2 + at2;
            TKernel.Host(spans, straight, arguments, place, place + 1, ref progress);
        }
    }

    private static Wave Turn(int rank, in Wave wave, Size size, int turned)
    {
        Wave turn = Box(wave, size.Turned(rank, turned));
        (turn.First0, turn.First1, turn.First2) = Exchanged(rank, turned, wave.First0, wave.First1, wave.First2);
        return turn;
    }

    /// <summary>What belongs to three dimensions, after one of them has changed places with the last one of the rank.</summary>
    private static (long, long, long) Exchanged(int rank, int turned, long of0, long of1, long of2) => (rank, turned) switch
    {
        (2, _) => (of1, of0, of2),
        (_, 0) => (of2, of1, of0),
        _ => (of0, of2, of1),
    };

    private static long InLanes(long size) => size / LaneMath.Count * LaneMath.Count;

    private static Wave Box(in Wave wave, Size size)
    {
        Wave box = wave;
        (box.Count, box.Size1, box.Size2) = (size[0] * size[1] * size[2], size[1], size[2]);
        return box;
    }

    /// <summary>The sizes of a box's three dimensions; 1 where there is none.</summary>
    private readonly struct Size
    {
        private readonly long _0, _1, _2;

        public Size(in Wave wave)
            : this(wave.Size1 * wave.Size2 == 0 ? 0 : wave.Count / (wave.Size1 * wave.Size2), wave.Size1, wave.Size2)
        {
        }

        private Size(long size0, long size1, long size2) => (_0, _1, _2) = (size0, size1, size2);

        public long this[int dimension] => dimension switch { 0 => _0, 1 => _1, _ => _2 };

        public Size With(int dimension, long size) => dimension == 0 ? new(size, _1, _2) : new(_0, size, _2);

        public Size Turned(int rank, int turned)
        {
            (long size0, long size1, long size2) = Exchanged(rank, turned, _0, _1, _2);
            return new(size0, size1, size2);
        }
    }
}
