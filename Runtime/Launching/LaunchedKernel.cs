using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Launching.InPlace;
using HmmGen.Launching.Scouting;
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

    /// <summary>Plans which elements a launch touches. A plan that was made for an equal launch is taken again.</summary>
    /// <param name="counters">Counts the time of planning.</param>
    /// <param name="box">The work items.</param>
    /// <param name="buffers">The buffers. The plan uses only their lengths.</param>
    /// <returns>The plan.</returns>
    public abstract AccessPlan PlanLaunch(LaunchCounters counters, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers);

    /// <summary>Keeps a launch that has run on a device as one direct chunk in contiguous frames, for equal launches after it.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="found">What is known last of the kernel's indices on the device; null when nothing is.</param>
    /// <param name="layout">Its control memory.</param>
    public abstract void Keep(Launch launch, LaunchPages pages, KeptScout? found, ControlLayout layout);

    /// <summary>Keeps a launch that has run in place as one chunk, for equal launches after it.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="spans">The place of each span parameter's elements.</param>
    /// <param name="ranges">What it brought to the host.</param>
    /// <param name="layout">Its control memory.</param>
    public abstract void KeepInPlace(Launch launch, ReadOnlySpan<DeviceSpan> spans, HomeRange[] ranges, ControlLayout layout);

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

    /// <summary>Runs a wave on process memory in place.</summary>
    /// <param name="port">The device.</param>
    /// <param name="variant">The variant to run, one over memory in one stretch.</param>
    /// <param name="wave">The wave.</param>
    /// <returns>The time that kernel code ran.</returns>
    /// <exception cref="HmmDeviceException">The device failed.</exception>
    public abstract TimeSpan RunInPlace(DevicePort port, KernelVariant variant, Wave wave);

    /// <summary>Runs a launch on the host.</summary>
    /// <param name="launch">The launch.</param>
    public abstract void RunOnHost(Launch launch);
}
