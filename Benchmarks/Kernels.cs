namespace HmmGen.Benchmarks;

/// <summary>The kernels that are timed.</summary>
public static partial class Kernels
{
    /// <summary>Two loads, a store, two flops.</summary>
    [HmmKernel]
    public static void Saxpy(int i, float a, ReadOnlySpan<float> x, Span<float> y) => y[i] += a * x[i];

    /// <summary>Sets elements.</summary>
    [HmmKernel]
    public static void Fill(int i, int value, Span<int> target) => target[i] = value;

    /// <summary>Sets elements.</summary>
    [HmmKernel]
    public static void FillLong(int i, long value, Span<long> target) => target[i] = value;

    /// <summary>Dot products of segments.</summary>
    [HmmKernel]
    public static void Dot(int i, int width, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> sums)
    {
        float sum = 0;
        for (int j = i * width; j < (i + 1) * width; j++)
        {
            sum += x[j] * y[j];
        }

        sums[i] = sum;
    }

    /// <summary>Computes for a while, between two stores.</summary>
    [HmmKernel]
    public static void Work(int i, int turns, Span<int> before, Span<int> after)
    {
        before[i] = i + 1;
        uint state = (uint)i;
        for (int turn = 0; turn < turns; turn++)
        {
            state = state * 1664525 + 1013904223;
        }

        after[i] = (int)(state | 1);
    }

    /// <summary>A gather: the index of each load is data.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> index, ReadOnlySpan<float> table, Span<float> result)
        => result[i] = table[index[i]];
}
