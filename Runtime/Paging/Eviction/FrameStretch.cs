namespace HmmGen.Paging.Eviction;

/// <summary>Frames that lie beside each other.</summary>
/// <param name="First">The first frame.</param>
/// <param name="Count">The number of frames; 0 for none.</param>
internal readonly record struct FrameStretch(int First, int Count);
