namespace HmmGen.Tests.Launching;

/// <summary>Kernels whose last index goes up to the greatest <see langword="int"/>.</summary>
internal static partial class LastIndexKernels
{
    /// <summary>The first value of the last index.</summary>
    public const int First = int.MaxValue - 3;

    [HmmKernel(Rank = 2)]
    public static void Rows(int i, int j, Span<int> y) => y[i * 4 + (j - First)] += 1 + i;

    [HmmKernel(Rank = 3)]
    public static void Planes(int h, int i, int j, Span<int> y) => y[(h * 3 + i) * 4 + (j - First)] += 1 + h * 3 + i;

    [HmmKernel(Rank = 3)]
    public static void Middle(int h, int i, int j, Span<int> y) => y[(h * 4 + (i - First)) * 3 + j] += 1 + h * 3 + j;

    [HmmKernel]
    public static void Line(int i, int distance, Span<int> y) => y[i - First + distance]++;
}
