using System.ComponentModel;
using HmmGen.Kernels;
using HmmGen.Kernels.Lanes;

namespace HmmGen.Planning;

/// <summary>The generated code of one annotated method: the host loop, the device code and the access plan.</summary>
/// <typeparam name="TArguments">One <see cref="DeviceSpan"/> for each span parameter, in their order, and then the scalar arguments.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHmmKernel<TArguments> : IHmmLanes<TArguments>
    where TArguments : unmanaged
{
    /// <summary>The kernel's names, parameters, access sites and sizes.</summary>
    static abstract KernelDescriptor Descriptor { get; }

    /// <summary>The rows of a launch, where the last index counts the items of rows one after another. Only kernels whose descriptor says so have rows.</summary>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="InvalidOperationException">The kernel has no rows.</exception>
    static virtual FlatRows RowsOf(HostSpans memory, TArguments arguments) => throw new InvalidOperationException("The kernel has no rows.");

    /// <summary>Runs items of rows, as lanes along these. Only kernels whose descriptor says so have rows.</summary>
    /// <typeparam name="TRun">The type of the items.</typeparam>
    /// <param name="run">The items, which get the kernel with rows.</param>
    /// <exception cref="InvalidOperationException">The kernel has no rows.</exception>
    static virtual void RunRows<TRun>(ref TRun run)
        where TRun : struct, IRowsRun<TArguments>
        => throw new InvalidOperationException("The kernel has no rows.");

    /// <summary>
    /// Runs one work item to its end. An item that misses a page ends there with a record. Over memory that parks
    /// (<see cref="IDeviceMemory{TSelf}.Parks"/>) it is saved first, and later goes on at the access that missed.
    /// </summary>
    /// <typeparam name="TMemory">How the device's memory is reached.</typeparam>
    /// <param name="memory">The device's memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="slot">The work item.</param>
    /// <param name="item">Its indices.</param>
    static abstract void Run<TMemory>(TMemory memory, Wave wave, TArguments arguments, long slot, ItemIndices item)
        where TMemory : struct, IDeviceMemory<TMemory>;

    /// <summary>
    /// Runs the scout of one work item: it loads what addresses need, marks the pages of all other elements of the parameters that the plan does not know, and
    /// stores nothing. Only kernels whose descriptor names the marked parameters have a scout.
    /// </summary>
    /// <typeparam name="TMemory">How the device's memory is reached.</typeparam>
    /// <param name="memory">The device's memory.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="slot">The work item.</param>
    /// <param name="item">Its indices.</param>
    /// <exception cref="InvalidOperationException">The kernel has no scout.</exception>
    static virtual void Scout<TMemory>(TMemory memory, Wave wave, TArguments arguments, long slot, ItemIndices item)
        where TMemory : struct, IScoutMemory<TMemory>
        => throw new InvalidOperationException("The kernel has no scout.");

    /// <summary>Says which elements a box of work items touches.</summary>
    /// <param name="plan">The box, and the collector of the accesses.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    static abstract void Plan(LaunchPlan plan, TArguments arguments);
}
