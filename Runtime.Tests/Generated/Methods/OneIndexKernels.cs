namespace HmmGen.Tests.Generated.Methods;

/// <summary>Kernels of one dimension that turn data of two and three.</summary>
internal static partial class OneIndexKernels
{
    /// <summary>A transposition that stores far apart.</summary>
    [HmmKernel]
    public static void Scatter(int i, int rows, int columns, ReadOnlySpan<int> x, Span<int> y) => y[i % columns * rows + i / columns] = x[i] * 3;

    /// <summary>A transposition that loads far apart.</summary>
    [HmmKernel]
    public static void Gather(int i, int rows, int columns, ReadOnlySpan<int> x, Span<int> y) => y[i] = x[i % rows * columns + i / rows] * 3;

    /// <summary>A transposition of powers of 2.</summary>
    [HmmKernel]
    public static void ScatterBits(int i, int log, int mask, int rows, ReadOnlySpan<int> x, Span<int> y) => y[(i & mask) * rows + (i >> log)] = x[i] * 3;

    /// <summary>A picture with its channels first becomes one with its channels last.</summary>
    [HmmKernel]
    public static void ChannelsLast(int i, int height, int width, int channels, ReadOnlySpan<int> x, Span<int> y)
    {
        int channel = i / (height * width), row = i % (height * width) / width, column = i % width;
        y[(row * width + column) * channels + channel] = x[i] * 3;
    }

    /// <summary>Any permutation of three dimensions: the strides are those of the result.</summary>
    [HmmKernel]
    public static void Permute(int i, int size1, int size2, int stride0, int stride1, int stride2, ReadOnlySpan<int> x, Span<int> y)
        => y[i / size2 / size1 * stride0 + i / size2 % size1 * stride1 + i % size2 * stride2] = x[i] * 3;

    /// <summary>A transposition whose items may fail.</summary>
    [HmmKernel]
    public static void Divide(int i, int rows, int columns, ReadOnlySpan<int> x, Span<int> y) => y[i % columns * rows + i / columns] = 1000 / x[i];
}
