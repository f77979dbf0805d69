namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels whose items have elements beside each other.</summary>
public static partial class InterleavedKernels
{
    /// <summary>Turns pairs in place.</summary>
    [HmmKernel]
    public static void Turn(int p, float cosine, float sine, Span<float> x)
    {
        float a = x[2 * p], b = x[2 * p + 1];
        x[2 * p] = a * cosine - b * sine;
        x[2 * p + 1] = a * sine + b * cosine;
    }

    /// <summary>Weighs three of four elements; the last one of the last item need not exist.</summary>
    [HmmKernel]
    public static void Weigh(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = 0.3f * x[4 * i] + 0.59f * x[4 * i + 1] + 0.11f * x[4 * i + 2];

    /// <summary>Takes the middle one of three elements.</summary>
    [HmmKernel]
    public static void Middle(int i, ReadOnlySpan<int> x, Span<int> y) => y[i] = x[3 * i + 1] * 3;

    /// <summary>Takes the first one of two elements.</summary>
    [HmmKernel]
    public static void Left(int i, ReadOnlySpan<double> x, Span<double> y) => y[i] = x[2 * i] * 3;

    /// <summary>Adds the first two of four elements.</summary>
    [HmmKernel]
    public static void Begin(int i, ReadOnlySpan<long> x, Span<long> y) => y[i] = x[4 * i] + x[4 * i + 1];

    /// <summary>Lays three arrays between each other.</summary>
    [HmmKernel]
    public static void Join(int i, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> x)
    {
        x[3 * i + 1] = b[i];
        x[3 * i] = a[i];
        x[3 * i + 2] = 7;
    }

    /// <summary>Begins before the first element for the first items of some launches.</summary>
    [HmmKernel]
    public static void Shifted(int i, int ahead, Span<float> x)
    {
        float a = x[2 * (i + ahead)], b = x[2 * (i + ahead) + 1];
        x[2 * (i + ahead)] = b;
        x[2 * (i + ahead) + 1] = a;
    }
}
