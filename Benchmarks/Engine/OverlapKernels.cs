namespace HmmGen.Benchmarks.Engine;

/// <summary>Dense kernels that pass once over more data than a device holds.</summary>
internal static partial class OverlapKernels
{
    /// <summary>The width of the matrices of <see cref="Multiply"/>.</summary>
    public const int Inner = 32;

    /// <summary>The width of the grid of <see cref="Stencil"/>.</summary>
    public const int Width = 1024;

    /// <summary>Two loads, a store, two flops.</summary>
    [HmmKernel]
    public static void Saxpy(int i, float a, ReadOnlySpan<float> x, Span<float> y) => y[i] += a * x[i];

    /// <summary>One element of the product of a long matrix and a square one.</summary>
    [HmmKernel(Rank = 2)]
    public static void Multiply(int row, int column, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        float sum = 0;
        for (int k = 0; k < Inner; k++)
        {
            sum += a[row * Inner + k] * b[k * Inner + column];
        }

        c[row * Inner + column] = sum;
    }

    /// <summary>One point of a grid: the mean of itself and its four neighbours. Points beyond the border are those of the border.</summary>
    [HmmKernel(Rank = 2)]
    public static void Stencil(int row, int column, int rows, ReadOnlySpan<float> source, Span<float> target)
    {
        int up = row > 0 ? row - 1 : 0, down = row + 1 < rows ? row + 1 : row;
        int left = column > 0 ? column - 1 : 0, right = column + 1 < Width ? column + 1 : column;
        target[row * Width + column] = 0.2f * (source[row * Width + column] + source[up * Width + column] + source[down * Width + column]
            + source[row * Width + left] + source[row * Width + right]);
    }
}
