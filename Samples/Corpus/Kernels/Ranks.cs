namespace HmmGen.Corpus;

/// <summary>Two and three dimensions, transposed and strided.</summary>
public static partial class Ranks
{
    /// <summary>Rows become columns.</summary>
    [HmmKernel(Rank = 2)]
    public static void Transpose(int row, int column, int rows, int columns, ReadOnlySpan<int> x, Span<int> y)
        => y[column * rows + row] = x[row * columns + column];

    /// <summary>Products of all pairs.</summary>
    [HmmKernel(Rank = 2)]
    public static void Outer(int row, int column, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
        => c[row * b.Length + column] = a[row] * b[column];

    /// <summary>Exchanges the axes of a volume.</summary>
    [HmmKernel(Rank = 3)]
    public static void Permute(int z, int y, int x, int depth, int height, int width, ReadOnlySpan<short> volume, Span<short> permuted)
        => permuted[(x * depth + z) * height + y] = volume[(z * height + y) * width + x];

    /// <summary>Halves an image, channel by channel.</summary>
    [HmmKernel(Rank = 3)]
    public static void Pool(int row, int column, int channel, int columns, int channels, ReadOnlySpan<float> image, Span<float> pooled)
    {
        float largest = float.MinValue;
        for (int dy = 0; dy < 2; dy++)
        {
            for (int dx = 0; dx < 2; dx++)
                largest = MathF.Max(largest, image[((2 * row + dy) * 2 * columns + 2 * column + dx) * channels + channel]);
        }

        pooled[(row * columns + column) * channels + channel] = largest;
    }

    /// <summary>Every n-th element.</summary>
    [HmmKernel]
    public static void Strided(int i, int stride, int offset, ReadOnlySpan<double> x, Span<double> y) => y[i] = x[i * stride + offset];

    /// <summary>From the last to the first.</summary>
    [HmmKernel]
    public static void Backwards(int i, ReadOnlySpan<uint> x, Span<uint> y) => y[x.Length - 1 - i] = x[i];

    /// <summary>Takes interleaved numbers apart.</summary>
    [HmmKernel]
    public static void Deinterleave(int i, ReadOnlySpan<float> mixed, Span<float> even, Span<float> odd)
    {
        even[i] = mixed[2 * i];
        odd[i] = mixed[2 * i + 1];
    }
}
