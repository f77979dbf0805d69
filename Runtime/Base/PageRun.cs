namespace HmmGen.Base;

/// <summary>Consecutive pages.</summary>
/// <param name="First">The first page.</param>
/// <param name="Count">The number of pages.</param>
internal readonly record struct PageRun(long First, long Count)
{
    /// <summary>One past the last page.</summary>
    public long End => First + Count;
}
