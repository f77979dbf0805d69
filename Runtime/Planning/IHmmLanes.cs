using System.ComponentModel;
using System.Runtime.Intrinsics;
using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;

namespace HmmGen.Planning;

/// <summary>How work items run on the host: one after another, or side by side as lanes of vectors.</summary>
/// <typeparam name="TArguments">The arguments of the kernel.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHmmLanes<TArguments>
    where TArguments : unmanaged
{
    /// <summary>The number of dimensions, as a constant.</summary>
    static abstract int Rank { get; }

    /// <summary>Calls the user's method for a run of slots, on host memory. No index of theirs is the greatest <see langword="int"/>.</summary>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="wave">The chunk; only its box is used.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="end">One past the last slot; more than the first slot.</param>
    /// <param name="progress">Receives the work item that runs.</param>
    static abstract void Host<TProgress>(HostSpans memory, Wave wave, TArguments arguments, long first, long end, ref TProgress progress)
        where TProgress : struct, IHostProgress;

    /// <summary>
    /// Runs work items that follow each other along the last index as lanes of vectors, on host memory: what the user's method gives, to the bit. Only kernels whose
    /// descriptor says so have lanes.
    /// </summary>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <param name="shape">The items that run side by side.</param>
    /// <param name="index0">The first index, in three dimensions.</param>
    /// <param name="index1">The index before the last one, in two or three dimensions; of a tile, that of its first row.</param>
    /// <param name="first">The first value of the last index.</param>
    /// <param name="count">
    /// The number of its values. Where there is more than one row or tile, the shape divides it, or items may run again and the shape is no longer.
    /// </param>
    /// <param name="blocks">The rows, or the tiles below each other, that run one after another.</param>
    /// <returns>
    /// How many values are done, in each row: what the shape divides of them, or fewer when the items that follow might fail. Of those no effect has happened. Each
    /// row or tile before counts with all its values. A negative number where vectors would have too little to do.
    /// </returns>
    /// <exception cref="InvalidOperationException">The kernel has no lanes.</exception>
    static virtual int Lanes(HostSpans memory, TArguments arguments, LaneShape shape, int index0, int index1, int first, int count, int blocks)
        => throw new InvalidOperationException("The kernel has no lanes.");

    /// <summary>Whether rows below each other store into elements of their own, so that their order is not seen.</summary>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <param name="index0">The first index, in three dimensions.</param>
    /// <param name="index1">The index before the last one, of the first row.</param>
    /// <param name="first">The first value of the last index.</param>
    /// <param name="count">The number of its values.</param>
    /// <param name="rows">The number of rows.</param>
    /// <returns>False when a row may store where the next one does.</returns>
    /// <exception cref="InvalidOperationException">The kernel has no tiles.</exception>
    static virtual bool LanesApart(HostSpans memory, TArguments arguments, int index0, int index1, int first, int count, int rows)
        => throw new InvalidOperationException("The kernel has no tiles of rows.");

    /// <summary>Whether items write elements of their own, so that they may run in any order. Only kernels whose descriptor names a turned dimension say so.</summary>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <param name="size0">The size of the outermost of three dimensions, after the turn.</param>
    /// <param name="size1">The size of the dimension before the last one.</param>
    /// <param name="size2">The size of the last dimension.</param>
    /// <returns>False when two items may touch an element that one of them writes.</returns>
    /// <exception cref="InvalidOperationException">The kernel is not turned.</exception>
    static virtual bool LanesOwn(HostSpans memory, TArguments arguments, long size0, long size1, long size2)
        => throw new InvalidOperationException("The kernel has no turned lanes.");

    /// <summary>Runs one tile of lanes, and keeps the vectors that it loads and that are the same in all rows in a panel, in their order.</summary>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <param name="panel">The first vector of the panel.</param>
    /// <param name="capacity">The number of vectors that it has room for.</param>
    /// <param name="index0">The first index, in three dimensions.</param>
    /// <param name="index1">The index before the last one, of the tile's first row.</param>
    /// <param name="first">The first value of the last index.</param>
    /// <returns>False when the panel is too small. Then no effect has happened.</returns>
    /// <exception cref="InvalidOperationException">The kernel has no panels.</exception>
    static virtual bool LanesRecord(HostSpans memory, TArguments arguments, ref Vector256<byte> panel, int capacity, int index0, int index1, int first)
        => throw new InvalidOperationException("The kernel has no panels.");

    /// <summary>The same for vectors of twice the width.</summary>
    /// <inheritdoc cref="LanesRecord(HostSpans, TArguments, ref Vector256{byte}, int, int, int, int)"/>
    static virtual bool LanesRecord(HostSpans memory, TArguments arguments, ref Vector512<byte> panel, int capacity, int index0, int index1, int first)
        => throw new InvalidOperationException("The kernel has no panels.");

    /// <summary>Runs tiles below each other, with what they share from a panel.</summary>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <param name="panel">The first vector of the panel, which <see cref="LanesRecord(HostSpans, TArguments, ref Vector256{byte}, int, int, int, int)"/> has filled for the same columns.</param>
    /// <param name="index0">The first index, in three dimensions.</param>
    /// <param name="index1">The index before the last one, of the first tile's first row.</param>
    /// <param name="first">The first value of the last index.</param>
    /// <param name="blocks">The number of tiles.</param>
    /// <exception cref="InvalidOperationException">The kernel has no panels.</exception>
    static virtual void LanesReplay(HostSpans memory, TArguments arguments, ref Vector256<byte> panel, int index0, int index1, int first, int blocks)
        => throw new InvalidOperationException("The kernel has no panels.");

    /// <summary>The same for vectors of twice the width.</summary>
    /// <inheritdoc cref="LanesReplay(HostSpans, TArguments, ref Vector256{byte}, int, int, int, int)"/>
    static virtual void LanesReplay(HostSpans memory, TArguments arguments, ref Vector512<byte> panel, int index0, int index1, int first, int blocks)
        => throw new InvalidOperationException("The kernel has no panels.");
}
