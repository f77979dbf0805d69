namespace HmmGen.Tests.Launching.Scouting;

/// <summary>Kernels whose elements only contents tell, of each kind that scouts treat in their own way.</summary>
public static partial class ScoutKernels
{
    /// <summary>One level of indirection.</summary>
    [HmmKernel]
    public static void Gather(int i, ReadOnlySpan<int> indices, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[indices[i]];

    /// <summary>The same kernel, which launches fail on: failures make later launches go without the scout.</summary>
    [HmmKernel]
    public static void GatherOutside(int i, ReadOnlySpan<int> indices, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[indices[i]];

    /// <summary>The same kernel, for launches that are equal to others.</summary>
    [HmmKernel]
    public static void GatherAgain(int i, ReadOnlySpan<int> indices, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[indices[i]];

    /// <summary>Writes behind its item, where a flag says so.</summary>
    [HmmKernel]
    public static void GatherBehind(int i, ReadOnlySpan<int> flags, ReadOnlySpan<int> indices, ReadOnlySpan<int> source, Span<int> target)
    {
        int value = source[indices[i]];
        if (flags[i] != 0)
        {
            target[i + 1] = value;
        }
    }

    /// <summary>Divides what it reads, so that two things can fail.</summary>
    [HmmKernel]
    public static void GatherQuotient(int i, ReadOnlySpan<int> indices, ReadOnlySpan<int> source, ReadOnlySpan<int> divisors, Span<int> target)
        => target[i] = source[indices[i]] / divisors[i];

    /// <summary>The same kernel, over more than fits.</summary>
    [HmmKernel]
    public static void GatherMuch(int i, ReadOnlySpan<int> indices, ReadOnlySpan<int> source, Span<int> target) => target[i] = source[indices[i]];

    /// <summary>Two levels of indirection, and a write whose place is data.</summary>
    [HmmKernel]
    public static void GatherTwice(int i, ReadOnlySpan<int> outer, ReadOnlySpan<int> inner, ReadOnlySpan<int> source, Span<int> target)
        => target[outer[i]] = source[inner[outer[i]]];

    /// <summary>Changes by atomics.</summary>
    [HmmKernel]
    public static void Count(int i, ReadOnlySpan<int> keys, Span<int> counts) => Interlocked.Increment(ref counts[keys[i]]);

    /// <summary>An inner loop with even indices: one mark stands for it.</summary>
    [HmmKernel]
    public static void Pool(int bag, int lookups, int width, ReadOnlySpan<int> rows, ReadOnlySpan<float> table, Span<float> pooled)
    {
        for (int k = 0; k < lookups; k++)
        {
            int row = rows[bag * lookups + k];
            for (int column = 0; column < width; column++)
            {
                pooled[bag * width + column] += table[row * width + column];
            }
        }
    }

    /// <summary>Every <paramref name="stride"/>th element of a part that data names, the last one included.</summary>
    [HmmKernel]
    public static void Comb(int i, int stride, int count, ReadOnlySpan<int> starts, ReadOnlySpan<int> source, Span<int> target)
    {
        int sum = 0;
        int start = starts[i];
        for (int k = 0; k <= count; k += 2)
        {
            sum += source[start + k * stride];
        }

        target[i] = sum;
    }

    /// <summary>A row of a sparse matrix times a vector.</summary>
    [HmmKernel]
    public static void Multiply(int row, ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<float> values, ReadOnlySpan<float> x, Span<float> y)
    {
        float sum = 0;
        for (int k = starts[row]; k < starts[row + 1]; k++)
        {
            sum += values[k] * x[columns[k]];
        }

        y[row] = sum;
    }

    /// <summary>Fails where a divisor is zero, after an effect.</summary>
    [HmmKernel]
    public static void Divide(int i, ReadOnlySpan<int> indices, ReadOnlySpan<int> divisors, ReadOnlySpan<int> source, Span<int> target)
    {
        target[i] = -1;
        target[i] = source[indices[i] / divisors[i]];
    }

    /// <summary>Adds to elements.</summary>
    [HmmKernel]
    public static void Move(int i, int distance, ReadOnlySpan<int> zeros, Span<int> target) => target[i] += distance + zeros[i];

    /// <summary>Searches a sorted array: each step depends on the one before.</summary>
    [HmmKernel]
    public static void Search(int i, ReadOnlySpan<int> wanted, ReadOnlySpan<int> sorted, Span<int> found)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < wanted[i])
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        found[i] = low;
    }
}
