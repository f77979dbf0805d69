namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels whose items walk along rows of their own by several elements a turn.</summary>
public static partial class RowTurnKernels
{
    /// <summary>Four sums, as a loop is written out by hand, and what is left of the row.</summary>
    [HmmKernel]
    public static void Unrolled(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> point, Span<float> distances)
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

        for (; k < width; k++)
        {
            a += (rows[row * width + k] - point[k]) * (rows[row * width + k] - point[k]);
        }

        distances[row] = a + b + c + d;
    }

    /// <summary>Two sums over a slice.</summary>
    [HmmKernel]
    public static void Sliced(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> point, Span<float> dots)
    {
        ReadOnlySpan<float> own = rows.Slice(row * width, width);
        float even = 0, odd = 0;
        int k = 0;
        for (; k <= own.Length - 2; k += 2)
        {
            even += own[k] * point[k];
            odd += own[k + 1] * point[k + 1];
        }

        for (; k < own.Length; k++)
        {
            even += own[k] * point[k];
        }

        dots[row] = even + odd;
    }

    /// <summary>Five elements a turn, of which the first and the fourth are asked for.</summary>
    [HmmKernel]
    public static void Some(int row, int width, ReadOnlySpan<float> rows, Span<float> sums)
    {
        float sum = row;
        for (int k = 0; k + 3 < width; k += 5)
        {
            sum -= rows[row * width + k] * 2 + rows[row * width + k + 3];
        }

        sums[row] = sum;
    }

    /// <summary>Each second element.</summary>
    [HmmKernel]
    public static void Each(int row, int width, ReadOnlySpan<double> rows, Span<double> sums)
    {
        double sum = 0;
        for (int k = 1; k < width; k += 2)
        {
            sum = sum * 0.5 + rows[row * width + k];
        }

        sums[row] = sum;
    }

    /// <summary>Three bytes a turn, and two sums.</summary>
    [HmmKernel]
    public static void Colors(int row, int width, ReadOnlySpan<byte> image, Span<int> sums)
    {
        int light = 0, red = 0;
        for (int k = 0; k < width; k++)
        {
            int r = image[(row * width + k) * 3], g = image[(row * width + k) * 3 + 1], b = image[(row * width + k) * 3 + 2];
            light += r * 77 + g * 150 + b * 29 >> 8;
            red = red * 3 + (r > g ? r : b);
        }

        sums[row] = light ^ red;
    }

    /// <summary>Three elements become one, which is stored.</summary>
    [HmmKernel]
    public static void Lengths(int row, int width, ReadOnlySpan<float> rows, Span<float> lengths)
    {
        for (int k = 0; k < width; k++)
        {
            float x = rows[(row * width + k) * 3], y = rows[(row * width + k) * 3 + 1], z = rows[(row * width + k) * 3 + 2];
            lengths[row * width + k] = MathF.Sqrt(x * x + y * y + z * z);
        }
    }

    /// <summary>The first two members of structs of three.</summary>
    [HmmKernel]
    public static void Points(int row, int width, ReadOnlySpan<Point> points, ReadOnlySpan<float> weights, Span<float> sums)
    {
        float x = 0, y = 0;
        for (int k = 0; k < width; k++)
        {
            Point point = points[row * width + k];
            x += point.X * weights[k];
            y = MathF.Max(y, point.Y);
        }

        sums[row] = x - y;
    }

    /// <summary>Members of two types, of the item's struct and of the one after it.</summary>
    [HmmKernel]
    public static void Members(int row, int width, ReadOnlySpan<Tagged> all, Span<float> sums)
    {
        float sum = 0;
        int tags = 0;
        for (int k = 0; k < width - 1; k++)
        {
            sum += all[row * width + k].Value.Y * all[row * width + k + 1].Value.X;
            tags ^= all[row * width + k].Tag * k;
        }

        sums[row] = sum + tags;
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

    /// <summary>Two numbers.</summary>
    public struct Two
    {
        /// <summary>The first one.</summary>
        public float X;

        /// <summary>The second one.</summary>
        public float Y;
    }

    /// <summary>Two numbers with a tag.</summary>
    public struct Tagged
    {
        /// <summary>The tag.</summary>
        public int Tag;

        /// <summary>The numbers.</summary>
        public Two Value;
    }
}
