using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A launch that has the locks of all that it works on: what its parts on the host and on devices share.</summary>
/// <param name="kernel">The kernel, with its arguments.</param>
/// <param name="device">Where it runs.</param>
/// <param name="box">The work items; there are some.</param>
/// <param name="binding">Its memory.</param>
/// <param name="plan">What it touches.</param>
/// <param name="counters">Its counts.</param>
/// <param name="progress">Is told how far it has come; null for nobody.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class Launch(
    LaunchedKernel kernel,
    DeviceSession device,
    WorkBox box,
    LaunchBinding binding,
    AccessPlan plan,
    LaunchCounters counters,
    ProgressReport? progress,
    CancellationToken cancellationToken)
{
    /// <summary>The kernel, with its arguments.</summary>
    public LaunchedKernel Kernel => kernel;

    /// <summary>What is known about the kernel besides its code.</summary>
    public KernelDescriptor Descriptor => kernel.Descriptor;

    /// <summary>Where it runs.</summary>
    public DeviceSession Device => device;

    /// <summary>The work items.</summary>
    public WorkBox Box => box;

    /// <summary>Its memory.</summary>
    public LaunchBinding Binding => binding;

    /// <summary>What it touches.</summary>
    public AccessPlan Plan => plan;

    /// <summary>Its counts, which are the device's too.</summary>
    public LaunchCounters Counters => counters;

    /// <summary>Is told how far it has come; null for nobody.</summary>
    public ProgressReport? Progress => progress;

    /// <summary>Ends it between items, chunks or waves; each item has then run to its end or has changed nothing.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Makes its exceptions.</summary>
    public LaunchErrors Errors { get; } = new(kernel.Descriptor, binding);

    /// <summary>What some of its work items touch.</summary>
    /// <param name="part">The work items.</param>
    /// <returns>The plan.</returns>
    public AccessPlan PlanOf(WorkBox part) => part == box ? plan : kernel.Plan(counters, part, binding.Buffers);
}
