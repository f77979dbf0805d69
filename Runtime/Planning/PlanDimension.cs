namespace HmmGen.Planning;

/// <summary>The multiples <c>0, Stride, … (Count - 1)·Stride</c>.</summary>
/// <param name="Stride">The distance, positive.</param>
/// <param name="Count">The number of multiples, at least 2.</param>
internal readonly record struct PlanDimension(long Stride, long Count)
{
    /// <summary>The distance from the first multiple to the last.</summary>
    internal long Extent => Stride * (Count - 1);
}
