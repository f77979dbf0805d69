namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels that read rows which the data names.</summary>
public static partial class NamedRowKernels
{
    /// <summary>An edge to a row, with a weight.</summary>
    public struct Edge
    {
        /// <summary>The weight.</summary>
        public double Weight;

        /// <summary>The row.</summary>
        public short Row;
    }

    /// <summary>The rows themselves.</summary>
    [HmmKernel(Rank = 2)]
    public static void Look(int i, int column, int width, ReadOnlySpan<int> rows, ReadOnlySpan<float> table, Span<float> found)
        => found[i * width + column] = table[rows[i] * width + column];

    /// <summary>The sums of bags of rows, without a row that stands for none.</summary>
    [HmmKernel(Rank = 2)]
    public static void Pool(int bag, int column, int lookups, int width, int none, ReadOnlySpan<long> rows, ReadOnlySpan<float> table, Span<float> pooled)
    {
        float sum = 0;
        int count = 0;
        for (int k = 0; k < lookups; k++)
        {
            int row = (int)rows[bag * lookups + k];
            if (row == none) continue;
            int place = row * width;
            sum += table[place + column];
            count++;
        }

        pooled[bag * width + column] = sum / count;
    }

    /// <summary>The product of a sparse matrix, whose rows begin and end anywhere, and rows.</summary>
    [HmmKernel(Rank = 2)]
    public static void Spread(int node, int column, int width, ReadOnlySpan<int> starts, ReadOnlySpan<Edge> edges, ReadOnlySpan<double> table, Span<double> sums)
    {
        double sum = 0;
        for (int e = starts[node]; e < starts[node + 1]; e++) sum += edges[e].Weight * table[edges[e].Row * width + column];
        sums[node * width + column] = sum;
    }

    /// <summary>Differences of the rows at both ends of edges that lie beside each other, from two tables.</summary>
    [HmmKernel(Rank = 2)]
    public static void Ends(int edge, int column, int width, ReadOnlySpan<int> ends, ReadOnlySpan<sbyte> small, ReadOnlySpan<float> table, Span<float> sums)
    {
        int from = ends[2 * edge], to = ends[2 * edge + 1];
        sums[edge * width + column] = table[from * width + column] - table[to * width + column] * small[from * width + column];
    }

    /// <summary>Rows of one dimension, the last first, over one column for each item.</summary>
    [HmmKernel]
    public static void Column(int column, int width, int count, ReadOnlySpan<ushort> rows, ReadOnlySpan<int> table, Span<int> sums)
    {
        int sum = 0;
        for (int k = 1; k <= count; k++) sum = sum * 3 + table[(rows[k - 1] << 1) * width + column];
        sums[column] = sum;
    }
}
