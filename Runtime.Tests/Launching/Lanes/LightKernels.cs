namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels that compute little or much for each element, of neighbours and of elements that lie apart.</summary>
internal static partial class LightKernels
{
    [HmmKernel]
    public static void Scale(int i, float a, ReadOnlySpan<float> x, Span<float> y) => y[i] = a * x[i] - y[i];

    [HmmKernel]
    public static void Apart(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = 2 * x[5 * i];

    [HmmKernel]
    public static void Much(int i, float a, ReadOnlySpan<float> x, Span<float> y) => y[i] = ((a * x[i] + 1) * x[i] + 2) * x[i] - y[i];
}
