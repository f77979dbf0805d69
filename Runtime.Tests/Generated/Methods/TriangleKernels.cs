namespace HmmGen.Tests.Generated.Methods;

/// <summary>Kernels whose loops and branches tie one variable to another.</summary>
internal static partial class TriangleKernels
{
    /// <summary>The covariance of the columns of a matrix, both halves of it.</summary>
    [HmmKernel]
    public static void Covariance(int row, int n, int samples, ReadOnlySpan<float> data, Span<float> covariance)
    {
        for (int j = row; j < n; j++)
        {
            float sum = 0;
            for (int k = 0; k < samples; k++)
                sum += data[k * n + row] * data[k * n + j];
            covariance[row * n + j] = sum;
            covariance[j * n + row] = sum;
        }
    }

    /// <summary>A step of Cholesky's decomposition.</summary>
    [HmmKernel]
    public static void Cholesky(int i, int step, int n, Span<double> a)
    {
        if (i <= step)
            return;
        for (int j = step + 1; j <= i; j++)
            a[i * n + j] -= a[i * n + step] * a[j * n + step];
    }

    /// <summary>The lower half of a product of a matrix with itself.</summary>
    [HmmKernel(Rank = 2)]
    public static void Syrk(int row, int column, int n, int width, ReadOnlySpan<int> a, Span<int> c)
    {
        if (column > row)
            return;
        int sum = 0;
        for (int k = 0; k < width; k++)
            sum += a[row * width + k] * a[column * width + k];
        c[row * n + column] = sum;
    }

    /// <summary>All but the diagonal, transposed.</summary>
    [HmmKernel(Rank = 2)]
    public static void OffDiagonal(int row, int column, int n, ReadOnlySpan<short> x, Span<short> y)
    {
        if (row != column)
            y[row * n + column] = x[column * n + row];
    }

    /// <summary>Two loops, each up to the one outside of it.</summary>
    [HmmKernel]
    public static void Corner(int i, int n, ReadOnlySpan<byte> x, Span<int> sums)
    {
        int sum = 0;
        for (int j = 0; j <= i; j++)
        {
            for (int k = 0; k <= j; k++)
                sum += x[((i * n) + j) * n + k];
        }

        sums[i] = sum;
    }

    /// <summary>The other way round: it counts down, in steps, above the diagonal.</summary>
    [HmmKernel]
    public static void EverySecond(int i, int n, Span<long> matrix)
    {
        for (int j = n - 1; j > i; j -= 2)
            matrix[j * n + i] = 2;
    }

    /// <summary>A band about the diagonal.</summary>
    [HmmKernel]
    public static void Band(int i, int width, int n, ReadOnlySpan<float> matrix, Span<float> sums)
    {
        float sum = 0;
        for (int j = 0; j < n; j++)
        {
            if (j >= i - width && j <= i + width)
                sum += matrix[i * n + j];
        }

        sums[i] = sum;
    }
}
