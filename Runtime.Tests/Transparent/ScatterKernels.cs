namespace HmmGen.Tests.Transparent;

/// <summary>Kernels whose writes depend on data.</summary>
internal static partial class ScatterKernels
{
    /// <summary>Adds to the elements that a list names.</summary>
    [HmmKernel]
    public static void AddAt(int i, int value, ReadOnlySpan<int> places, Span<int> target) => target[places[i]] += value;

    /// <summary>Adds to each element, the lower the later.</summary>
    [HmmKernel]
    public static void AddLate(int i, int items, int turns, Span<int> target)
    {
        int sum = 0;
        for (int turn = 0; turn < (items - i) * turns; turn++)
        {
            sum += turn ^ i;
        }

        target[i] += sum | 1;
    }
}
