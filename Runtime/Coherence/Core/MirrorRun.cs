namespace HmmGen.Coherence.Core;

/// <summary>Neighbouring pages of a mirror.</summary>
/// <param name="First">The first page.</param>
/// <param name="Count">The number of pages.</param>
internal readonly record struct MirrorRun(long First, long Count);
