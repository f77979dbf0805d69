using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Launching.Lanes;

/// <summary>Items of rows, which run when the kernel with rows is known.</summary>
/// <typeparam name="TArguments">The arguments of the kernel.</typeparam>
/// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
/// <param name="lanes">How items run side by side.</param>
/// <param name="spans">The host memory of each span parameter.</param>
/// <param name="rows">The work items, with one dimension more.</param>
/// <param name="arguments">The scalar arguments.</param>
/// <param name="first">The first slot.</param>
/// <param name="end">One past the last slot.</param>
/// <param name="progress">Receives items that begin.</param>
internal struct FlatRun<TArguments, TProgress>(KernelLanes lanes, HostSpans spans, Wave rows, TArguments arguments, long first, long end, TProgress progress) : IRowsRun<TArguments>
    where TArguments : unmanaged
    where TProgress : struct, IHostProgress
{
    private TProgress _progress = progress;

    /// <summary>The receiver, as it is after the run.</summary>
    public readonly TProgress Progress => _progress;

    /// <inheritdoc/>
    public void Run<TRows>()
        where TRows : struct, IHmmLanes<TArguments>
        => LaneLoop.InOrder<TRows, TArguments, TProgress>(lanes, spans, rows, arguments, first, end, ref _progress);
}
