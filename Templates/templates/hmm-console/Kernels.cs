using HmmGen;

internal static partial class Kernels
{
    // The first parameter is the number of the work item. Each adds what the items of a table say that it needs.
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> wanted, ReadOnlySpan<float> table, Span<float> sums)
        => sums[i] += table[wanted[i]];
}
