namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels that look for the greatest and the least number of a row, from a number on that may be none.</summary>
internal static partial class ExtremeKernels
{
    /// <summary>The first NaN stays.</summary>
    [HmmKernel]
    public static void Greatest(int row, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++) most = MathF.Max(most, rows[row * width + j]);
        results[row] = most;
    }

    /// <summary>The last NaN stays.</summary>
    [HmmKernel]
    public static void Least(int row, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float least = results[row];
        for (int j = 0; j < width; j++) least = MathF.Min(rows[row * width + j], least);
        results[row] = least;
    }

    /// <summary>Of what is computed, in a loop that reaches its limit and starts at a number that an argument gives.</summary>
    [HmmKernel]
    public static void LeastOpposite(int row, int width, int first, int last, ReadOnlySpan<float> rows, Span<float> results)
    {
        float least = results[row];
        for (int j = first; j <= last; j++) least = Math.Min(least, -rows[row * width + j]);
        results[row] = least;
    }

    /// <summary>Of pairs of vectors.</summary>
    [HmmKernel]
    public static void GreatestDouble(int row, int width, ReadOnlySpan<double> rows, Span<double> results)
    {
        double most = results[row];
        for (int j = 0; j < width; j++) most = Math.Max(rows[row * width + j], most);
        results[row] = most;
    }

    /// <inheritdoc cref="GreatestDouble"/>
    [HmmKernel]
    public static void LeastDouble(int row, int width, ReadOnlySpan<double> rows, Span<double> results)
    {
        double least = results[row];
        for (int j = 0; j < width; j++) least = Math.Min(least, rows[row * width + j]);
        results[row] = least;
    }

    /// <summary>Of the greater of two, one of which all rows share.</summary>
    [HmmKernel]
    public static void GreatestOfBoth(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> shared, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++) most = MathF.Max(most, MathF.Max(rows[row * width + j], shared[j]));
        results[row] = most;
    }

    /// <summary>Of what the loop changes in place: to walk again would change it again.</summary>
    [HmmKernel]
    public static void GreatestChanged(int row, int width, Span<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++)
        {
            float value = rows[row * width + j] * 0.5f;
            rows[row * width + j] = value;
            most = MathF.Max(most, value);
        }

        results[row] = most;
    }

    /// <summary>Of functions that the C library computes.</summary>
    [HmmKernel]
    public static void GreatestPower(int row, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float most = results[row];
        for (int j = 0; j < width; j++) most = MathF.Max(most, MathF.Exp(rows[row * width + j]));
        results[row] = most;
    }
}
