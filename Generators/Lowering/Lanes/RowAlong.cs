namespace HmmGen.Generators.Lowering.Lanes;

/// <summary>What the iterations of a walk compute without each other, along the row: eight iterations of one item are the lanes of a vector.</summary>
/// <param name="Model">The body of the loop, as a kernel of one more dimension: items are rows, iterations are lanes.</param>
/// <param name="Outer">The locals that items bring into the loop.</param>
/// <param name="Chain">The value that iterations carry on; null when there is none.</param>
internal sealed record RowAlong(LaneModel Model, IReadOnlyList<int> Outer, RowChain? Chain)
{
    /// <summary>The same in the loop's order, for rows whose results might hang on it, and short ones; null where none does.</summary>
    public RowAlong? InOrder { get; init; }

    /// <summary>Whether the elements of later iterations lie before: then lanes are iterations in the opposite order, and the last index is an iteration's number, negated.</summary>
    public bool IsBackward { get; init; }

    /// <summary>The product that the chain sums up, where its factors are narrow; null where they are not.</summary>
    public RowProduct? Product { get; init; }
}
