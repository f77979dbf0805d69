namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels in which an item walks along its row.</summary>
public static partial class RowKernels
{
    /// <summary>The distance of a row from a point.</summary>
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

    /// <summary>The sum of a row's squares.</summary>
    [HmmKernel]
    public static void SumOfSquares(int row, int width, ReadOnlySpan<float> rows, Span<float> sums)
    {
        float sum = 0;
        for (int j = 0; j < width; j++) sum += rows[row * width + j] * rows[row * width + j];
        sums[row] = sum;
    }

    /// <summary>A row's softmax.</summary>
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

    /// <summary>The dot product of a row of bytes and a vector.</summary>
    [HmmKernel]
    public static void DotOfBytes(int row, int width, ReadOnlySpan<sbyte> rows, ReadOnlySpan<sbyte> vector, Span<int> dots)
    {
        int sum = 0;
        for (int j = 0; j < width; j++) sum += rows[row * width + j] * vector[j];
        dots[row] = sum;
    }

    /// <summary>The nearest centre of a point.</summary>
    [HmmKernel]
    public static void Assign(int point, int width, int centres, ReadOnlySpan<float> points, ReadOnlySpan<float> means, Span<int> nearest)
    {
        float least = float.MaxValue;
        int best = 0;
        for (int centre = 0; centre < centres; centre++)
        {
            float sum = 0;
            for (int d = 0; d < width; d++)
            {
                float difference = points[point * width + d] - means[centre * width + d];
                sum += difference * difference;
            }

            if (sum < least)
            {
                least = sum;
                best = centre;
            }
        }

        nearest[point] = best;
    }
}
