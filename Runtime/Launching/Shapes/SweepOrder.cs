namespace HmmGen.Launching.Shapes;

/// <summary>The order in which chunks run, as the dimensions along which one chunk follows another.</summary>
/// <param name="Outer">The dimension along which the chunks move least often.</param>
/// <param name="Middle">The dimension between the two.</param>
/// <param name="Inner">The dimension along which neighbouring chunks follow one another.</param>
internal readonly record struct SweepOrder(int Outer, int Middle, int Inner)
{
    private static readonly SweepOrder[] Two = [new(2, 0, 1), new(2, 1, 0)];

    private static readonly SweepOrder[] Three = [new(0, 1, 2), new(0, 2, 1), new(1, 0, 2), new(1, 2, 0), new(2, 0, 1), new(2, 1, 0)];

    /// <summary>The order of the work items: the last dimension is the inner one.</summary>
    public static SweepOrder Rows => Three[0];

    /// <summary>The orders that differ for a rank. Dimensions that the rank has not stay outside.</summary>
    /// <param name="rank">The number of dimensions: 2 or 3.</param>
    /// <returns>The orders. The order of the work items is the first.</returns>
    public static IReadOnlyList<SweepOrder> All(int rank) => rank == 2 ? Two : Three;
}
