namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels over matrices, as one writes them who does not think of speed.</summary>
public static partial class MatrixKernels
{
    /// <summary>The product of two matrices.</summary>
    [HmmKernel(Rank = 2)]
    public static void Multiply(int row, int column, int inner, int columns, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        float sum = 0;
        for (int k = 0; k < inner; k++) sum += a[row * inner + k] * b[k * columns + column];
        c[row * columns + column] = sum;
    }

    /// <summary>Rows become columns.</summary>
    [HmmKernel(Rank = 2)]
    public static void Transpose(int row, int column, int rows, int columns, ReadOnlySpan<float> source, Span<float> target)
        => target[column * rows + row] = source[row * columns + column];

    /// <summary>Adds a multiple of a matrix, both of which lie by columns.</summary>
    [HmmKernel(Rank = 2)]
    public static void AddColumns(int row, int column, int rows, float factor, ReadOnlySpan<float> a, Span<float> c)
        => c[column * rows + row] += factor * a[column * rows + row];

    /// <summary>The product of two matrices that lie by columns.</summary>
    [HmmKernel(Rank = 2)]
    public static void MultiplyColumns(int row, int column, int rows, int inner, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        float sum = 0;
        for (int k = 0; k < inner; k++) sum += a[k * rows + row] * b[column * inner + k];
        c[column * rows + row] = sum;
    }
}
