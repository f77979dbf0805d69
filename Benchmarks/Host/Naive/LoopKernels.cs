namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Short kernels whose items run one by one on the host, or should.</summary>
public static partial class LoopKernels
{
    /// <summary>An element goes where a permutation says.</summary>
    [HmmKernel]
    public static void Permute(int i, ReadOnlySpan<float> x, ReadOnlySpan<int> places, Span<float> y) => y[places[i]] = x[i];

    /// <summary>Two halves are laid between each other.</summary>
    [HmmKernel]
    public static void Interleave(int i, int half, ReadOnlySpan<float> x, Span<float> y) => y[i] = (i & 1) == 0 ? x[i / 2] : x[i / 2 + half];

    /// <summary>A channel of a pixel is scaled.</summary>
    [HmmKernel(Rank = 3)]
    public static void Scale(int row, int column, int channel, int width, int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> bias, Span<float> y)
    {
        int at = (row * width + column) * channels + channel;
        y[at] = x[at] * 1.5f + bias[channel];
    }

    /// <summary>Rows and columns of a matrix change places with others.</summary>
    [HmmKernel(Rank = 2)]
    public static void Shuffle(int row, int column, int width, ReadOnlySpan<float> x, ReadOnlySpan<int> rows, ReadOnlySpan<int> columns, Span<float> y)
        => y[row * width + columns[column]] = x[rows[row] * width + column];
}
