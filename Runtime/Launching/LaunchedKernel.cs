using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A kernel with the arguments of a launch. Only this part of a launch depends on the kernel's types.</summary>
internal abstract class LaunchedKernel
{
    /// <summary>The description of the kernel: parameters, sites and sizes.</summary>
    public abstract KernelDescriptor Descriptor { get; }

    /// <summary>The bytes of the scalar arguments, with what lies between them.</summary>
    public abstract ReadOnlySpan<byte> Scalars { get; }

    /// <summary>Plans which elements some work items touch.</summary>
    /// <param name="counters">Counts the time of planning.</param>
    /// <param name="box">The work items.</param>
    /// <param name="buffers">The buffers. The plan uses only their lengths.</param>
    /// <returns>The plan.</returns>
    public abstract AccessPlan Plan(LaunchCounters counters, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers);

    /// <summary>Sets the place of a span parameter's elements in the arguments.</summary>
    /// <param name="parameter">The span parameter's number.</param>
    /// <param name="span">The place of the elements.</param>
    public abstract void Bind(int parameter, DeviceSpan span);

    /// <summary>Runs a wave on a device.</summary>
    /// <param name="residency">The launch's pages.</param>
    /// <param name="variant">The variant to run.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="stop">When it is cancelled, the wave may skip items that have not begun.</param>
    /// <returns>The time that kernel code ran.</returns>
    /// <exception cref="HmmDeviceException">The device failed, or page contents were lost.</exception>
    public abstract TimeSpan Run(DeviceMemory.LaunchResidency residency, KernelVariant variant, Wave wave, CancellationToken stop);

    /// <summary>Runs a launch on the host.</summary>
    /// <param name="launch">The launch.</param>
    public abstract void RunOnHost(Launch launch);
}
