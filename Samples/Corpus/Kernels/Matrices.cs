namespace HmmGen.Corpus;

/// <summary>Dense matrices, row by row.</summary>
public static partial class Matrices
{
    /// <summary>The product.</summary>
    [HmmKernel(Rank = 2)]
    public static void MatMul(int row, int col, int k, int n, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        float sum = 0;
        for (int j = 0; j < k; j++)
            sum += a[row * k + j] * b[j * n + col];
        c[row * n + col] = sum;
    }

    /// <summary>The product with a transposed matrix.</summary>
    [HmmKernel(Rank = 2)]
    public static void MatMulTransposed(int row, int col, int k, int n, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c)
    {
        double sum = 0;
        for (int j = 0; j < k; j++)
            sum += a[row * k + j] * b[col * k + j];
        c[row * n + col] = sum;
    }

    /// <summary>The product in tiles of two by two that each item keeps in a local array.</summary>
    [HmmKernel(Rank = 2)]
    public static void MatMulTiled(int tileRow, int tileColumn, int k, int n, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> c)
    {
        Span<int> tile = stackalloc int[4];
        for (int j = 0; j < k; j++)
        {
            for (int y = 0; y < 2; y++)
            {
                for (int x = 0; x < 2; x++)
                    tile[2 * y + x] += a[(2 * tileRow + y) * k + j] * b[j * n + 2 * tileColumn + x];
            }
        }

        for (int y = 0; y < 2; y++)
        {
            for (int x = 0; x < 2; x++)
                c[(2 * tileRow + y) * n + 2 * tileColumn + x] = tile[2 * y + x];
        }
    }

    /// <summary>Matrix times vector, with a bias.</summary>
    [HmmKernel]
    public static void MatVec(
        int row, int columns, ReadOnlySpan<float> matrix, ReadOnlySpan<float> vector, ReadOnlySpan<float> bias, Span<float> result)
    {
        float sum = bias[row];
        for (int j = 0; j < columns; j++)
            sum += matrix[row * columns + j] * vector[j];
        result[row] = sum;
    }

    /// <summary>Only the triangle on and below the diagonal is read.</summary>
    [HmmKernel]
    public static void LowerTriangleSum(int row, int n, ReadOnlySpan<long> matrix, Span<long> sums)
    {
        long sum = 0;
        for (int j = 0; j <= row; j++)
            sum += matrix[row * n + j];
        sums[row] = sum;
    }
}
