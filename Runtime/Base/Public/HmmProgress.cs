namespace HmmGen;

/// <summary>How far a launch has come; what <see cref="HmmExtent.Progress"/> is told.</summary>
/// <param name="ItemsDone">Work items that have run to their end.</param>
/// <param name="Items">All work items of the launch.</param>
/// <param name="BytesIn">Bytes copied to the device since the launch began.</param>
/// <param name="BytesOut">Bytes copied from the device since the launch began; the host's touches of other arrays count too.</param>
/// <param name="PageFaults">Pages served because of faults since the launch began.</param>
public readonly record struct HmmProgress(long ItemsDone, long Items, long BytesIn, long BytesOut, long PageFaults);
