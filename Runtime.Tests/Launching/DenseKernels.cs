namespace HmmGen.Tests.Launching;

/// <summary>Dense kernels whose chunks touch rows that lie together.</summary>
public static partial class DenseKernels
{
    /// <summary>The width of the matrices of <see cref="Multiply"/>.</summary>
    public const int Inner = 32;

    /// <summary>The width of the grid of <see cref="Stencil"/>.</summary>
    public const int Width = 1024;

    /// <summary>One element of the product of a long matrix and a square one.</summary>
    [HmmKernel(Rank = 2)]
    public static void Multiply(int row, int column, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> c)
    {
        int sum = 0;
        for (int k = 0; k < Inner; k++)
        {
            sum += a[row * Inner + k] * b[k * Inner + column];
        }

        c[row * Inner + column] = sum;
    }

    /// <summary>One point of a grid: the sum of itself and its four neighbours. Points beyond the border are those of the border.</summary>
    [HmmKernel(Rank = 2)]
    public static void Stencil(int row, int column, int rows, ReadOnlySpan<int> source, Span<int> target)
    {
        int up = row > 0 ? row - 1 : 0, down = row + 1 < rows ? row + 1 : row;
        int left = column > 0 ? column - 1 : 0, right = column + 1 < Width ? column + 1 : column;
        target[row * Width + column] = source[row * Width + column] + source[up * Width + column] + source[down * Width + column]
            + source[row * Width + left] + source[row * Width + right];
    }
}
