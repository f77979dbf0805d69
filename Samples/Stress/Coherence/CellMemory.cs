namespace HmmGen.Stress.Coherence;

/// <summary>The cells, and what everybody who writes them needs.</summary>
/// <param name="Array">The cells.</param>
/// <param name="Count">How many there are.</param>
/// <param name="MustPin">Whether system calls into absent pages fail, so that they are pinned first.</param>
/// <param name="Findings">Where to note what is wrong.</param>
internal sealed record CellMemory(HmmArray<long> Array, int Count, bool MustPin, Findings Findings);
