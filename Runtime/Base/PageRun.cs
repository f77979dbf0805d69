namespace HmmGen.Base;

/// <summary>Pages that follow one another.</summary>
/// <param name="First">The first page.</param>
/// <param name="Count">How many pages.</param>
internal readonly record struct PageRun(long First, long Count)
{
    /// <summary>One past the last page.</summary>
    public long End => First + Count;
}
