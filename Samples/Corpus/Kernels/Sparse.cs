namespace HmmGen.Corpus;

/// <summary>Sparse matrices in compressed rows, in coordinates and in padded rows.</summary>
public static partial class Sparse
{
    /// <summary>Matrix times vector, compressed rows.</summary>
    [HmmKernel]
    public static void CsrTimesVector(
        int row, ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ReadOnlySpan<float> x, Span<float> y)
    {
        float sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++)
            sum += values[k] * x[columns[k]];
        y[row] = sum;
    }

    /// <summary>The transposed matrix times vector: every row scatters.</summary>
    [HmmKernel]
    public static void CsrTransposedTimesVector(
        int row, ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ReadOnlySpan<float> x, Span<float> y)
    {
        float scale = x[row];
        int end = starts[row + 1];
        for (int k = starts[row]; k < end; k++)
            HmmAtomic.Add(ref y[columns[k]], values[k] * scale);
    }

    /// <summary>Matrix times vector, coordinates.</summary>
    [HmmKernel]
    public static void CooTimesVector(
        int entry, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ReadOnlySpan<double> x, Span<double> y)
        => HmmAtomic.Add(ref y[rows[entry]], values[entry] * x[columns[entry]]);

    /// <summary>Matrix times vector, padded rows that end at the first negative column.</summary>
    [HmmKernel]
    public static void EllTimesVector(
        int row, int width, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ReadOnlySpan<double> x, Span<double> y)
    {
        double sum = 0;
        for (int k = 0; k < width; k++)
        {
            int column = columns[row * width + k];
            if (column < 0)
                break;
            sum += values[row * width + k] * x[column];
        }

        y[row] = sum;
    }
}
