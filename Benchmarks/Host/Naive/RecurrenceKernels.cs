namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels as people write them whose items go along their rows from the end.</summary>
public static partial class RecurrenceKernels
{
    /// <summary>Generalised advantage estimation: what an episode's steps brought beyond what was expected of them.</summary>
    [HmmKernel]
    public static void Advantages(
        int row, int steps, float discount, float decay, ReadOnlySpan<float> rewards, ReadOnlySpan<float> values, ReadOnlySpan<int> done, Span<float> advantages)
    {
        float sum = 0, next = 0;
        for (int t = steps - 1; t >= 0; t--)
        {
            int k = row * steps + t;
            float goesOn = done[k] != 0 ? 0f : 1f;
            float error = rewards[k] + discount * next * goesOn - values[k];
            sum = error + discount * decay * goesOn * sum;
            next = values[k];
            advantages[k] = sum;
        }
    }

    /// <summary>The sums of all elements from each one on.</summary>
    [HmmKernel]
    public static void SumSuffixes(int row, int width, ReadOnlySpan<float> x, Span<float> y)
    {
        float sum = 0;
        for (int k = width - 1; k >= 0; k--)
        {
            sum += x[row * width + k];
            y[row * width + k] = sum;
        }
    }
}
