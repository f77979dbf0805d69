namespace HmmGen.DataFrames;

/// <summary>The rows that the filter takes, in their order.</summary>
/// <param name="Rows">Their numbers in the file.</param>
/// <param name="Starts">Where those of each batch begin, and at the end where the last ones end.</param>
internal sealed record TakenRows(HmmArray<int> Rows, int[] Starts)
{
    /// <summary>How many rows of a batch are taken.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>The number.</returns>
    public int CountOf(FrameBatch batch) => Starts[batch.Number + 1] - Starts[batch.Number];

    /// <summary>The part of an array, with an element for each taken row, that belongs to a batch.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="array">The array.</param>
    /// <param name="batch">The batch.</param>
    /// <returns>The part.</returns>
    public HmmArray<T> Of<T>(HmmArray<T> array, FrameBatch batch) where T : unmanaged => array.Slice(Starts[batch.Number], CountOf(batch));
}
