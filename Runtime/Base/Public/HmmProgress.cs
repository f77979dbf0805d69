namespace HmmGen;

/// <summary>The progress of a launch, as <see cref="HmmExtent.Progress"/> receives it.</summary>
/// <param name="ItemsDone">The number of work items that have run to their end.</param>
/// <param name="Items">The number of all work items of the launch.</param>
/// <param name="BytesIn">The bytes copied to the device since the launch began.</param>
/// <param name="BytesOut">The bytes copied from the device since the launch began. Touches of other arrays by the host count too.</param>
/// <param name="PageFaults">The number of pages served for faults since the launch began.</param>
/// <remarks>Values do not change and may be used by any thread.</remarks>
public readonly record struct HmmProgress(long ItemsDone, long Items, long BytesIn, long BytesOut, long PageFaults);
