namespace HmmGen.Tests.Transparent;

/// <summary>Kernels whose writes depend on data.</summary>
internal static partial class ScatterKernels
{
    /// <summary>Adds to the elements that a list names.</summary>
    [HmmKernel]
    public static void AddAt(int i, int value, ReadOnlySpan<int> places, Span<int> target) => target[places[i]] += value;
}
