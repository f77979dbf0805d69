using System.ComponentModel;
using HmmGen.Launching.Lanes;
using HmmGen.Planning;

namespace HmmGen.Kernels.Lanes;

/// <summary>Items of rows that run on the host. The runtime hands it to generated code, which knows the kernel with rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FlatRun
{
    private readonly KernelLanes _lanes;
    private readonly Wave _rows;
    private readonly long _first;
    private readonly long _end;

    internal FlatRun(KernelLanes lanes, Wave rows, long first, long end) => (_lanes, _rows, _first, _end) = (lanes, rows, first, end);

    /// <summary>Runs the items.</summary>
    /// <typeparam name="TRows">The kernel with rows.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <typeparam name="TProgress">The receiver of the work item that runs.</typeparam>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <param name="progress">Receives the work item that runs.</param>
    public void Run<TRows, TArguments, TProgress>(HostSpans memory, in TArguments arguments, ref TProgress progress)
        where TRows : struct, IHmmLanes<TArguments>
        where TArguments : unmanaged
        where TProgress : struct, IHostProgress
        => LaneLoop.InOrder<TRows, TArguments, TProgress>(_lanes, memory, _rows, arguments, _first, _end, ref progress);
}
