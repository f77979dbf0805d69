using System.ComponentModel;
using HmmGen.Planning;

namespace HmmGen.Kernels;

/// <summary>
/// The printings of one annotated method, as the generator emits them: the host loop, the direct kernel, the resumable
/// kernel and the access plan.
/// </summary>
/// <typeparam name="TArguments">The scalar arguments and one <see cref="DeviceSpan"/> for each span parameter.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHmmKernel<TArguments> where TArguments : unmanaged
{
    /// <summary>The kernel's names, parameters, access sites and sizes.</summary>
    static abstract KernelDescriptor Descriptor { get; }

    /// <summary>Puts a span parameter into the arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="parameter">The span parameter, numbered as in <see cref="KernelDescriptor.Parameters"/>.</param>
    /// <param name="span">Where its elements are.</param>
    static abstract void Bind(ref TArguments arguments, int parameter, DeviceSpan span);

    /// <summary>Calls the user's method for a run of slots, on host memory.</summary>
    /// <param name="memory">The host memory of each span parameter.</param>
    /// <param name="frame">The chunk; only its box is used.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="end">One past the last slot.</param>
    /// <param name="current">Follows the slot being run when the frame says <see cref="LaunchFrame.Tracked"/>, so that an exception can be traced to its work item.</param>
    static abstract void Host(HostSpans memory, LaunchFrame frame, TArguments arguments, long first, long end, ref long current);

    /// <summary>Runs one work item from beginning to end; every page it touches is there.</summary>
    /// <typeparam name="TMemory">How the device's memory is reached.</typeparam>
    /// <param name="memory">The device's memory.</param>
    /// <param name="frame">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="slot">The work item.</param>
    static abstract void Direct<TMemory>(TMemory memory, LaunchFrame frame, TArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory;

    /// <summary>Runs one work item until it ends or misses a page; then saves it, to go on at the very access that missed.</summary>
    /// <typeparam name="TMemory">How the device's memory is reached.</typeparam>
    /// <param name="memory">The device's memory.</param>
    /// <param name="frame">The wave.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="slot">The work item.</param>
    static abstract void Resumable<TMemory>(TMemory memory, LaunchFrame frame, TArguments arguments, long slot)
        where TMemory : struct, IDeviceMemory;

    /// <summary>Says which elements a box of work items touches.</summary>
    /// <param name="plan">The box, and where the accesses are noted.</param>
    /// <param name="arguments">The arguments; only the scalars are used.</param>
    static abstract void Plan(LaunchPlan plan, TArguments arguments);
}
