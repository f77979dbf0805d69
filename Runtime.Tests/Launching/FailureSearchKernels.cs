namespace HmmGen.Tests.Launching;

/// <summary>Kernels whose items fail where an index says so.</summary>
internal static partial class FailureSearchKernels
{
    /// <summary>Reads nothing that it writes, unless the two lie over each other.</summary>
    [HmmKernel]
    public static void Scatter(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> x, Span<int> y)
    {
        y[i] = 7;
        y[places[i]] = x[i] * 3 + 1;
    }

    /// <summary>Adds to what it writes.</summary>
    [HmmKernel]
    public static void Add(int i, ReadOnlySpan<int> places, ReadOnlySpan<int> x, Span<int> y) => y[places[i]] += x[i];

    /// <summary>The same in rows.</summary>
    [HmmKernel(Rank = 2)]
    public static void ScatterPlane(int i, int j, int width, ReadOnlySpan<int> places, ReadOnlySpan<int> x, Span<int> y) => y[places[i * width + j]] = x[i * width + j] * 3 + 1;
}
