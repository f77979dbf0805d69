namespace HmmGen.Planning;

/// <summary>A box of work items, as half-open ranges of the index of each dimension; an unused dimension is 0..1.</summary>
/// <param name="First0">The first index of dimension 0, the outermost.</param>
/// <param name="End0">One past the last index of dimension 0.</param>
/// <param name="First1">The first index of dimension 1.</param>
/// <param name="End1">One past the last index of dimension 1.</param>
/// <param name="First2">The first index of dimension 2.</param>
/// <param name="End2">One past the last index of dimension 2.</param>
internal readonly record struct PlanBox(long First0, long End0, long First1, long End1, long First2, long End2)
{
    /// <summary>Whether the box has no work item.</summary>
    public bool IsEmpty => End0 <= First0 || End1 <= First1 || End2 <= First2;

    /// <summary>The first index of a dimension.</summary>
    /// <param name="dimension">The dimension, 0 to 2.</param>
    /// <returns>The first index.</returns>
    public long First(int dimension) => dimension switch
    {
        0 => First0,
        1 => First1,
        2 => First2,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };

    /// <summary>One past the last index of a dimension.</summary>
    /// <param name="dimension">The dimension, 0 to 2.</param>
    /// <returns>One past the last index.</returns>
    public long End(int dimension) => dimension switch
    {
        0 => End0,
        1 => End1,
        2 => End2,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };
}
