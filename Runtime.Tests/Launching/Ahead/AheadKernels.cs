namespace HmmGen.Tests.Launching.Ahead;

/// <summary>Kernels whose chunks share pages with their neighbours.</summary>
public static partial class AheadKernels
{
    /// <summary>Adds the neighbours of each element.</summary>
    [HmmKernel]
    public static void Blur(int i, ReadOnlySpan<int> source, Span<int> target)
    {
        int sum = source[i];
        if (i > 0)
        {
            sum += source[i - 1];
        }

        if (i + 1 < source.Length)
        {
            sum += source[i + 1];
        }

        target[i] = sum;
    }
}
