namespace HmmGen.Benchmarks.Engine;

/// <summary>Kernels for which rows are not the best chunks.</summary>
internal static partial class ShapeKernels
{
    /// <summary>Writes a matrix transposed.</summary>
    [HmmKernel(Rank = 2)]
    public static void Transpose(int i, int j, int n, ReadOnlySpan<float> source, Span<float> target) => target[j * n + i] = source[i * n + j];

    /// <summary>One element of a matrix product.</summary>
    [HmmKernel(Rank = 2)]
    public static void Multiply(int i, int j, int n, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        float sum = 0;
        for (int k = 0; k < n; k++)
        {
            sum += a[i * n + k] * b[k * n + j];
        }

        c[i * n + j] = sum;
    }

    /// <summary>The covariance of two columns whose means are zero.</summary>
    [HmmKernel(Rank = 2)]
    public static void Covariance(int i, int j, int n, ReadOnlySpan<float> data, Span<float> result)
    {
        float sum = 0;
        for (int k = 0; k < n; k++)
        {
            sum += data[k * n + i] * data[k * n + j];
        }

        result[i * n + j] = sum;
    }

    /// <summary>One element of a symmetric update of rank 2n.</summary>
    [HmmKernel(Rank = 2)]
    public static void Update(int i, int j, int n, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        float sum = c[i * n + j];
        for (int k = 0; k < n; k++)
        {
            sum += a[i * n + k] * b[j * n + k];
            sum += b[i * n + k] * a[j * n + k];
        }

        c[i * n + j] = sum;
    }

    /// <summary>One anti-diagonal of the scores of an alignment (Needleman–Wunsch), without borders: a launch for each.</summary>
    [HmmKernel]
    public static void Align(int item, int first, int diagonal, int n, ReadOnlySpan<int> scores, Span<int> best)
    {
        int i = first + item, j = diagonal - i;
        int match = best[(i - 1) * n + j - 1] + scores[i * n + j];
        best[i * n + j] = Math.Max(match, Math.Max(best[i * n + j - 1], best[(i - 1) * n + j]) - 10);
    }
}
