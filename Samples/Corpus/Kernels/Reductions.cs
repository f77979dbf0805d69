namespace HmmGen.Corpus;

/// <summary>Many elements in, one out; each item reduces a segment of its own, in order.</summary>
public static partial class Reductions
{
    /// <summary>The sum of a segment.</summary>
    [HmmKernel]
    public static void Sum(int i, int width, ReadOnlySpan<float> x, Span<float> sums)
    {
        float sum = 0;
        for (int j = i * width; j < (i + 1) * width; j++)
            sum += x[j];
        sums[i] = sum;
    }

    /// <summary>The scalar product of two segments.</summary>
    [HmmKernel]
    public static void Dot(int i, int width, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> products)
    {
        double sum = 0;
        for (int j = 0; j < width; j++)
            sum += x[i * width + j] * y[i * width + j];
        products[i] = sum;
    }

    /// <summary>Sums every n-th element: items interleave, as coalesced device code has it.</summary>
    [HmmKernel]
    public static void StridedSum(int i, int items, ReadOnlySpan<long> x, Span<long> sums)
    {
        long sum = 0;
        for (int j = i; j < x.Length; j += items)
            sum += x[j];
        sums[i] = sum;
    }

    /// <summary>The smallest element, the largest, and where the largest is first.</summary>
    [HmmKernel]
    public static void Extremes(int i, int width, ReadOnlySpan<int> x, Span<int> smallest, Span<int> largest, Span<int> place)
    {
        int low = int.MaxValue;
        int high = int.MinValue;
        int best = -1;
        for (int j = i * width, end = j + width; j < end; j++)
        {
            int value = x[j];
            if (value < low)
                low = value;
            if (value > high)
            {
                high = value;
                best = j;
            }
        }

        smallest[i] = low;
        largest[i] = high;
        place[i] = best;
    }

    /// <summary>Compensated summation: the order of the operations matters to the last bit.</summary>
    [HmmKernel]
    public static void Kahan(int i, int width, ReadOnlySpan<double> x, Span<double> sums)
    {
        double sum = 0;
        double lost = 0;
        for (int j = 0; j < width; j++)
        {
            double term = x[i * width + j] - lost;
            double next = sum + term;
            lost = next - sum - term;
            sum = next;
        }

        sums[i] = sum;
    }

    /// <summary>Running sums within a segment, in place: reads what the item has just written.</summary>
    [HmmKernel]
    public static void PrefixSum(int i, int width, Span<int> x)
    {
        int start = i * width;
        for (int j = 1; j < width; j++)
            x[start + j] += x[start + j - 1];
    }
}
