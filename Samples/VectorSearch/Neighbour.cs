namespace HmmGen.VectorSearch;

/// <summary>A vector that a search found.</summary>
/// <param name="Distance">Its squared distance to the query.</param>
/// <param name="Row">Its number.</param>
internal readonly record struct Neighbour(float Distance, int Row) : IComparable<Neighbour>
{
    /// <inheritdoc/>
    public int CompareTo(Neighbour other) => (Distance, Row).CompareTo((other.Distance, other.Row));
}
