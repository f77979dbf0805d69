namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels with lanes, for launches that try both forms.</summary>
internal static partial class LaneTrialKernels
{
    [HmmKernel]
    public static void CountAndScale(int i, ReadOnlySpan<float> x, Span<int> counts, Span<float> y)
    {
        counts[i]++;
        y[i] = x[i] * 2;
    }

    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> places, ReadOnlySpan<float> x, Span<float> y) => y[i] = x[places[i]];
}
