namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels whose data says where to look or where to add.</summary>
public static partial class TableKernels
{
    /// <summary>A bag's sum of table rows.</summary>
    [HmmKernel(Rank = 2)]
    public static void Pool(int bag, int column, int lookups, int width, ReadOnlySpan<int> rows, ReadOnlySpan<float> table, Span<float> pooled)
    {
        float sum = 0;
        for (int k = 0; k < lookups; k++) sum += table[rows[bag * lookups + k] * width + column];
        pooled[bag * width + column] = sum;
    }

    /// <summary>A gather.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> index, ReadOnlySpan<float> table, Span<float> result) => result[i] = table[index[i]];

    /// <summary>A row of a sparse matrix by a vector.</summary>
    [HmmKernel]
    public static void Sparse(
        int row, ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ReadOnlySpan<float> x, Span<float> y)
    {
        float sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++) sum += values[k] * x[columns[k]];
        y[row] = sum;
    }

    /// <summary>All items add to one element.</summary>
    [HmmKernel]
    public static void Sum(int i, ReadOnlySpan<float> x, Span<float> sum) => HmmAtomic.Add(ref sum[0], x[i]);

    /// <summary>Counts how often each byte occurs.</summary>
    [HmmKernel]
    public static void Count(int i, ReadOnlySpan<byte> data, Span<int> counts) => Interlocked.Increment(ref counts[data[i]]);
}
