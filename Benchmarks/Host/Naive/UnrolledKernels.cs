namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels as people write them whose items take several elements of their row in each turn of a loop.</summary>
public static partial class UnrolledKernels
{
    /// <summary>The distance of a row from a point, in four sums.</summary>
    [HmmKernel]
    public static void Distance(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> point, Span<float> distances)
    {
        float a = 0, b = 0, c = 0, d = 0;
        int k = 0;
        for (; k + 4 <= width; k += 4)
        {
            float first = rows[row * width + k] - point[k], second = rows[row * width + k + 1] - point[k + 1];
            float third = rows[row * width + k + 2] - point[k + 2], fourth = rows[row * width + k + 3] - point[k + 3];
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }

        for (; k < width; k++) a += (rows[row * width + k] - point[k]) * (rows[row * width + k] - point[k]);
        distances[row] = a + b + c + d;
    }

    /// <summary>The dot product of a row and a vector, in four sums, over slices.</summary>
    [HmmKernel]
    public static void Score(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> query, Span<float> scores)
    {
        ReadOnlySpan<float> own = rows.Slice(row * width, width);
        float a = 0, b = 0, c = 0, d = 0;
        int k = 0;
        for (; k <= own.Length - 4; k += 4)
        {
            a += own[k] * query[k];
            b += own[k + 1] * query[k + 1];
            c += own[k + 2] * query[k + 2];
            d += own[k + 3] * query[k + 3];
        }

        for (; k < own.Length; k++) a += own[k] * query[k];
        scores[row] = a + b + c + d;
    }

    /// <summary>The dot product of complex numbers: real and imaginary parts lie in turn.</summary>
    [HmmKernel]
    public static void Complex(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> vector, Span<float> sizes)
    {
        float real = 0, imaginary = 0;
        for (int k = 0; k < width; k++)
        {
            float a = rows[2 * (row * width + k)], b = rows[2 * (row * width + k) + 1];
            real += a * vector[2 * k] - b * vector[2 * k + 1];
            imaginary += a * vector[2 * k + 1] + b * vector[2 * k];
        }

        sizes[row] = real * real + imaginary * imaginary;
    }

    /// <summary>The weighted size of points with three members.</summary>
    [HmmKernel]
    public static void Weigh(int row, int width, ReadOnlySpan<Point> points, ReadOnlySpan<float> weights, Span<float> sums)
    {
        float sum = 0;
        for (int k = 0; k < width; k++)
        {
            Point point = points[row * width + k];
            sum += (point.X * point.X + point.Y * point.Y + point.Z * point.Z) * weights[k];
        }

        sums[row] = sum;
    }

    /// <summary>How bright the rows of an image are that has three bytes for each pixel.</summary>
    [HmmKernel]
    public static void Brightness(int row, int width, ReadOnlySpan<byte> image, Span<int> sums)
    {
        int sum = 0;
        for (int k = 0; k < width; k++)
        {
            int at = (row * width + k) * 3;
            sum += (image[at] * 77 + image[at + 1] * 150 + image[at + 2] * 29) >> 8;
        }

        sums[row] = sum;
    }

    /// <summary>Three numbers.</summary>
    public struct Point
    {
        /// <summary>The first one.</summary>
        public float X;

        /// <summary>The second one.</summary>
        public float Y;

        /// <summary>The third one.</summary>
        public float Z;
    }
}
