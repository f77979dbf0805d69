using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A kernel with the arguments of a launch: all of the launch that depends on the kernel's types.</summary>
internal abstract class LaunchedKernel
{
    /// <summary>What is known about the kernel besides its code.</summary>
    public abstract KernelDescriptor Descriptor { get; }

    /// <summary>Plans some work items.</summary>
    /// <param name="counters">Counts the time.</param>
    /// <param name="box">The work items.</param>
    /// <param name="buffers">The buffers, of which the lengths are used.</param>
    /// <returns>The plan.</returns>
    public abstract AccessPlan Plan(LaunchCounters counters, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers);

    /// <summary>Tells the kernel where the elements of a span parameter are.</summary>
    /// <param name="parameter">The span parameter's number.</param>
    /// <param name="span">Where they are.</param>
    public abstract void Bind(int parameter, DeviceSpan span);

    /// <summary>Runs a wave on a device.</summary>
    /// <param name="residency">The launch's pages.</param>
    /// <param name="variant">The form to run.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="stop">When it is cancelled, items that have not begun may be left out.</param>
    /// <returns>The time in kernel code.</returns>
    /// <exception cref="HmmDeviceException">The device failed, or contents were lost.</exception>
    public abstract TimeSpan Run(DeviceMemory.LaunchResidency residency, KernelVariant variant, Wave wave, CancellationToken stop);

    /// <summary>Runs a launch on the host.</summary>
    /// <param name="launch">The launch.</param>
    public abstract void RunOnHost(Launch launch);
}
