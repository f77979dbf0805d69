using HmmGen.Kernels;
using HmmGen.Paging;

namespace HmmGen.Launching;

/// <summary>What the waves of a launch work on.</summary>
/// <param name="Descriptor">The kernel.</param>
/// <param name="Binding">The launch's memory.</param>
/// <param name="Mirrors">Its regions, as the device sees them.</param>
/// <param name="Overwritten">The pages of each region whose contents are not needed.</param>
/// <param name="Memory">The device's pages.</param>
/// <param name="Layout">Where things are in control memory.</param>
/// <param name="Errors">Makes exceptions.</param>
/// <param name="Device">The device.</param>
/// <param name="Counters">What is counted.</param>
/// <param name="Late">For each access site whether a work item may have stored something before it.</param>
/// <param name="Progress">Is told that time passes; null for nobody.</param>
/// <param name="Random">Draws random evictions; null for none.</param>
internal sealed record WaveContext(
    KernelDescriptor Descriptor,
    LaunchBinding Binding,
    RegionMirror[] Mirrors,
    OverwrittenPages[] Overwritten,
    DeviceMemory Memory,
    ControlLayout Layout,
    LaunchErrors Errors,
    DeviceSession Device,
    LaunchCounters Counters,
    IReadOnlyList<bool> Late,
    ProgressReport? Progress,
    Random? Random);
