namespace HmmGen.Interop.Tests;

/// <summary>The kernels of these tests. Each adds, multiplies or counts, so that a result says which elements were read.</summary>
internal static partial class InteropKernels
{
    [HmmKernel]
    public static void Scale(int i, float factor, ReadOnlySpan<float> x, Span<float> y) => y[i] = factor * x[i];

    [HmmKernel]
    public static void AddInPlace(int i, float amount, Span<float> x) => x[i] += amount;

    /// <summary>Products of two columns with a bit for each value that is there, as Apache Arrow has them; 0 where one is null.</summary>
    [HmmKernel]
    public static void Revenue(
        int i, ReadOnlySpan<double> price, ReadOnlySpan<byte> priceIsThere, ReadOnlySpan<int> count, ReadOnlySpan<byte> countIsThere, Span<double> revenue)
    {
        int bit = 1 << (i & 7);
        bool isThere = (priceIsThere[i >> 3] & bit) != 0 && (countIsThere[i >> 3] & bit) != 0;
        revenue[i] = isThere ? price[i] * count[i] : 0;
    }
}
