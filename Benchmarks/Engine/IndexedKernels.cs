using ILGPU;

namespace HmmGen.Benchmarks.Engine;

/// <summary>Kernels whose elements only the contents of an array tell, and the same as one writes them for ILGPU.</summary>
internal static partial class IndexedKernels
{
    /// <summary>The elements of a row of the bag's table.</summary>
    public const int Width = 64;

    /// <summary>A row of a sparse matrix (CSR) times a vector.</summary>
    [HmmKernel]
    public static void Multiply(int row, ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ReadOnlySpan<float> x, Span<float> y)
    {
        float sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++)
        {
            sum += values[k] * x[columns[k]];
        }

        y[row] = sum;
    }

    /// <summary>Reads an element that an index names.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> indices, ReadOnlySpan<float> source, Span<float> target) => target[i] = source[indices[i]];

    /// <summary>Sums rows of a table that indices name: an embedding bag, one column an item.</summary>
    [HmmKernel(Rank = 2)]
    public static void Pool(int bag, int column, int lookups, ReadOnlySpan<int> rows, ReadOnlySpan<float> table, Span<float> pooled)
    {
        float sum = 0;
        for (int k = bag * lookups; k < (bag + 1) * lookups; k++)
        {
            sum += table[rows[k] * Width + column];
        }

        pooled[bag * Width + column] = sum;
    }

    /// <summary><see cref="Multiply"/> by hand.</summary>
    public static void MultiplyByHand(
        Index1D row, ArrayView<int> starts, ArrayView<int> columns, ArrayView<float> values, ArrayView<float> x, ArrayView<float> y)
    {
        float sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++)
        {
            sum += values[k] * x[columns[k]];
        }

        y[row] = sum;
    }

    /// <summary><see cref="Gather"/> by hand.</summary>
    public static void GatherByHand(Index1D i, ArrayView<int> indices, ArrayView<float> source, ArrayView<float> target) => target[i] = source[indices[i]];

    /// <summary><see cref="Pool"/> by hand.</summary>
    public static void PoolByHand(Index1D item, int lookups, ArrayView<int> rows, ArrayView<float> table, ArrayView<float> pooled)
    {
        int bag = item / Width;
        int column = item % Width;
        float sum = 0;
        for (int k = bag * lookups; k < (bag + 1) * lookups; k++)
        {
            sum += table[rows[k] * Width + column];
        }

        pooled[item] = sum;
    }
}
