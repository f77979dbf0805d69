using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Launching;

/// <summary>A launch that holds the locks of its device and regions. The code for the host and for devices shares it.</summary>
/// <param name="kernel">The kernel, with its arguments.</param>
/// <param name="device">Where it runs.</param>
/// <param name="box">The work items; at least one.</param>
/// <param name="binding">Its memory.</param>
/// <param name="plan">The elements that it touches.</param>
/// <param name="counters">Its counts.</param>
/// <param name="progress">Reports its progress; null when the caller wants no reports.</param>
/// <param name="cancellationToken">Ends the launch early.</param>
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

    /// <summary>The description of the kernel: parameters, sites and sizes.</summary>
    public KernelDescriptor Descriptor => kernel.Descriptor;

    /// <summary>The device on which it runs.</summary>
    public DeviceSession Device => device;

    /// <summary>The work items.</summary>
    public WorkBox Box => box;

    /// <summary>Its memory.</summary>
    public LaunchBinding Binding => binding;

    /// <summary>The elements that it touches.</summary>
    public AccessPlan Plan => plan;

    /// <summary>Whether a test of the kernel, such as that of a divisor, may fail a work item.</summary>
    public bool GuardsMayFail => Descriptor.HasGuards && !plan.GuardsHold;

    /// <summary>Its counts. Each one counts for the device too.</summary>
    public LaunchCounters Counters => counters;

    /// <summary>Reports its progress; null when the caller wants no reports.</summary>
    public ProgressReport? Progress => progress;

    /// <summary>Whether an equal launch may come that wants neither reports nor a measurement, and may then run without the steps of this one.</summary>
    public bool MayBeKept { get; init; }

    /// <summary>Ends the launch between items, chunks or waves. Each item has then run to its end or has changed nothing.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Makes the exceptions of the launch.</summary>
    public LaunchErrors Errors { get; } = new(kernel.Descriptor, binding);

    /// <summary>Plans which elements some of the work items touch.</summary>
    /// <param name="part">The work items.</param>
    /// <returns>The plan.</returns>
    public AccessPlan PlanOf(WorkBox part) => part == box ? plan : kernel.Plan(counters, part, binding.Buffers);
}
