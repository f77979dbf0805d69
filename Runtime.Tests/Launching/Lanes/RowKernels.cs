namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels whose items walk along rows of their own.</summary>
public static partial class RowKernels
{
    /// <summary>A sum in order, of what is computed along the row.</summary>
    [HmmKernel]
    public static void Distance(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> point, Span<float> distances)
    {
        float sum = 0;
        for (int j = 0; j < width; j++)
        {
            float difference = rows[row * width + j] - point[j];
            sum += difference * difference;
        }

        distances[row] = MathF.Sqrt(sum);
    }

    /// <summary>A difference in order, with a value of each item's own, over a part of the row.</summary>
    [HmmKernel]
    public static void Differences(int row, int width, double scale, ReadOnlySpan<double> rows, ReadOnlySpan<double> bias, Span<double> results)
    {
        double sum = bias[row], own = bias[row] * 2;
        for (int j = 1; j <= width - 2; j++)
        {
            sum -= rows[row * width + j] * scale + own * j;
        }

        results[row] = sum;
    }

    /// <summary>A sum in any order, of narrow integers.</summary>
    [HmmKernel]
    public static void Dot(int row, int width, ReadOnlySpan<sbyte> rows, ReadOnlySpan<sbyte> vector, Span<int> dots)
    {
        int sum = row;
        for (int j = 0; j < width; j++)
        {
            sum += rows[row * width + j] * vector[j];
        }

        dots[row] = sum;
    }

    /// <summary>A sum in any order, of 64 bits, with the carried value last.</summary>
    [HmmKernel]
    public static void Wide(int row, int width, ReadOnlySpan<int> rows, Span<long> results)
    {
        long sum = row;
        for (int j = 0; j < width; j++)
        {
            sum = (long)rows[row * width + j] * 3 + sum;
        }

        results[row] = sum;
    }

    /// <summary>The other integers' combinations in any order.</summary>
    [HmmKernel]
    public static void Bits(int row, int width, ReadOnlySpan<uint> rows, Span<uint> results)
    {
        uint all = uint.MaxValue, any = 0, odd = 7, product = 3, most = 5, least = 1u << 31;
        for (int j = 0; j < width; j++) all &= rows[row * width + j] | (uint)(j + row);
        for (int j = 0; j < width; j++) any |= rows[row * width + j] & 0x11;
        for (int j = 0; j < width; j++) odd ^= rows[row * width + j];
        for (int j = 0; j < width; j++) product *= rows[row * width + j] | 1;
        for (int j = 0; j < width; j++) most = Math.Max(most, rows[row * width + j]);
        for (int j = 0; j < width; j++) least = Math.Min(least, rows[row * width + j]);
        results[row] = all * 3 + any * 5 + odd * 7 + product * 11 + most * 13 + least * 17;
    }

    /// <summary>The greatest number, with the row's start in a local.</summary>
    [HmmKernel]
    public static void Greatest(int row, int width, ReadOnlySpan<short> rows, ReadOnlySpan<float> numbers, Span<float> results)
    {
        int start = row * width, most = int.MinValue;
        float greatest = float.NegativeInfinity;
        for (int j = 0; j < width; j++) most = Math.Max(most, rows[start + j]);
        for (int j = 0; j < width; j++) greatest = MathF.Max(numbers[start + j], greatest);
        results[row] = greatest + most;
    }

    /// <summary>Two carried values, and stores in rows, of an element each.</summary>
    [HmmKernel]
    public static void Running(int row, int width, ReadOnlySpan<bool> flags, Span<byte> bytes, Span<double> sums, Span<bool> opposites)
    {
        double sum = 1;
        int count = 0;
        for (int j = 0; j < width; j++)
        {
            bool flag = flags[row * width + j];
            count += bytes[row * width + j];
            sum = sum * 0.5 + count;
            bytes[row * width + j] = (byte)count;
            sums[row * width + j] = sum;
            opposites[row * width + j] = !flag;
        }
    }

    /// <summary>Loops over the row, of which some store what others read.</summary>
    [HmmKernel]
    public static void Softmax(int row, int width, ReadOnlySpan<float> scores, Span<float> shares)
    {
        float most = float.NegativeInfinity;
        for (int j = 0; j < width; j++) most = MathF.Max(most, scores[row * width + j]);
        float sum = 0;
        for (int j = 0; j < width; j++)
        {
            float share = MathF.Exp(scores[row * width + j] - most);
            shares[row * width + j] = share;
            sum += share;
        }

        for (int j = 0; j < width; j++) shares[row * width + j] /= sum;
    }

    /// <summary>Rows within a loop of all items, with a condition that parts them.</summary>
    [HmmKernel]
    public static void Nearest(int row, int width, int centres, ReadOnlySpan<float> points, ReadOnlySpan<float> means, Span<int> nearest)
    {
        float least = float.MaxValue;
        int best = 0;
        for (int centre = 0; centre < centres; centre++)
        {
            float sum = 0;
            for (int d = 0; d < width; d++)
            {
                float difference = points[row * width + d] - means[centre * width + d];
                sum += difference * difference;
            }

            if (sum < least)
            {
                least = sum;
                best = centre;
            }
        }

        nearest[row] = best;
    }

    /// <summary>Rows of planes.</summary>
    [HmmKernel(Rank = 2)]
    public static void Planes(int plane, int row, int rows, int width, ReadOnlySpan<float> source, ReadOnlySpan<float> factors, Span<float> results)
    {
        float sum = 0, factor = factors[plane];
        for (int j = 0; j < width; j++)
        {
            sum += source[(plane * rows + row) * width + j] * factor + factors[j];
        }

        results[plane * rows + row] = sum;
    }

    /// <summary>Each iteration reads what the one before has stored: eight of them cannot be made at once.</summary>
    [HmmKernel]
    public static void Prefix(int row, int width, Span<int> rows)
    {
        for (int j = 1; j < width; j++)
        {
            rows[row * width + j] += rows[row * width + j - 1];
        }
    }

    /// <summary>Each iteration stores into what the next one reads, by one expression.</summary>
    [HmmKernel]
    public static void Shifted(int row, int width, Span<int> rows)
    {
        int j = 0;
        while (j < width - 1)
        {
            int value = rows[row * width + j];
            j++;
            rows[row * width + j] = value + 1;
        }
    }

    /// <summary>Each iteration reads what it has stored: its element cannot be loaded before.</summary>
    [HmmKernel]
    public static void Again(int row, int width, Span<int> rows, Span<int> results)
    {
        int sum = 0;
        for (int j = 0; j < width; j++)
        {
            rows[row * width + j] += 3;
            sum += rows[row * width + j] ^ j;
        }

        results[row] = sum;
    }

    /// <summary>A row's last element is the next row's first.</summary>
    [HmmKernel]
    public static void Overlapping(int row, int width, Span<int> rows)
    {
        for (int j = 0; j <= width; j++) rows[row * width + j] += row;
        for (int k = 0; k < width; k++) rows[row * width + k] *= 3;
    }

    /// <summary>The carried value is what is taken away; the rows are walked from the last one on.</summary>
    [HmmKernel]
    public static void Alternating(int row, int count, int width, ReadOnlySpan<float> rows, Span<float> results)
    {
        float sum = 0;
        for (int j = 0; j < width; j++)
        {
            sum = rows[(count - 1 - row) * width + j] - sum;
        }

        results[row] = sum;
    }
}
