using HmmGen;

namespace HmmTest;

/// <summary>What is tested: put your own here, or reference the project that has them.</summary>
public static partial class Kernels
{
    /// <summary>Adds up a row through a table of indices.</summary>
    [HmmKernel]
    public static void SumRows(int row, int width, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, Span<float> sums)
    {
        float sum = 0;
        for (int at = 0; at < width; at++)
        {
            sum += values[columns[row * width + at]];
        }

        sums[row] = sum;
    }
}
