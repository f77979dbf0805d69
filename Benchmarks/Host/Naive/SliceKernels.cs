namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels as people write them whose items take their row as a slice, or walk from its first element to its last.</summary>
public static partial class SliceKernels
{
    /// <summary>The dot product of a row and a vector.</summary>
    [HmmKernel]
    public static void Score(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> scores)
        => scores[row] = Dot(rows.Slice(row * width, width), query);

    /// <summary>The similarity of two rows.</summary>
    [HmmKernel]
    public static void Cosine(int row, int width, ReadOnlySpan<float> some, ReadOnlySpan<float> others, Span<float> similarities)
    {
        ReadOnlySpan<float> one = some.Slice(row * width, width);
        ReadOnlySpan<float> other = others.Slice(row * width, width);
        similarities[row] = Dot(one, other) / MathF.Sqrt(Dot(one, one) * Dot(other, other));
    }

    /// <summary>A row's layer norm.</summary>
    [HmmKernel]
    public static void Normalize(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> gains, Span<float> results)
    {
        ReadOnlySpan<float> values = rows.Slice(row * width, width);
        Span<float> target = results.Slice(row * width, width);
        float mean = 0;
        foreach (float value in values) mean += value;
        mean /= width;
        float variance = 0;
        foreach (float value in values) variance += (value - mean) * (value - mean);
        float scale = 1f / MathF.Sqrt(variance / width + 1e-5f);
        for (int k = 0; k < target.Length; k++) target[k] = (values[k] - mean) * scale * gains[k];
    }

    /// <summary>A row's sum.</summary>
    [HmmKernel]
    public static void Sum(int row, int width, ReadOnlySpan<float> rows, Span<float> sums)
    {
        float sum = 0;
        for (int k = row * width; k < (row + 1) * width; k++) sum += rows[k];
        sums[row] = sum;
    }

    private static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float sum = 0;
        for (int k = 0; k < one.Length; k++) sum += one[k] * other[k];
        return sum;
    }
}
