namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels that do something else at the ends of their rows, planes and volumes.</summary>
public static partial class BorderKernels
{
    /// <summary>Leaves the items behind a number alone.</summary>
    [HmmKernel]
    public static void Guarded(int i, int n, int shift, ReadOnlySpan<int> source, Span<int> target)
    {
        if (i >= n) return;
        target[i] = source[i] * 3 + shift;
    }

    /// <summary>Sums neighbours that are at most as far away as the ends.</summary>
    [HmmKernel]
    public static void Nearest(int i, int n, int shift, ReadOnlySpan<int> source, Span<int> target)
        => target[i] = source[Math.Max(i - 2, 0)] - source[Math.Min(i + 3, source.Length - 1)] * n + source[Math.Clamp(i + shift, 0, source.Length - 1)];

    /// <summary>Meets bounds from both sides, and at one item.</summary>
    [HmmKernel]
    public static void Sides(int i, int n, int shift, ReadOnlySpan<int> source, Span<int> target)
    {
        int value = source[i];
        if (i == n) value += 1000;
        if (i != shift) value ^= 5;
        if (n - i > 4) value += source[i + 1 < source.Length ? i + 1 : i];
        if (2 * i <= n + shift) value -= 77;
        target[i] = 3 < i - shift || i < 2 ? value : ~value;
    }

    /// <summary>Compares a number that wraps within a row.</summary>
    [HmmKernel]
    public static void Wraps(int i, int n, int shift, ReadOnlySpan<int> source, Span<int> target)
        => target[i] = i + 2147483630 >= 0 ? source[i] + n : source[i] - shift;

    /// <summary>A stencil with the nearest element at the border.</summary>
    [HmmKernel(Rank = 2)]
    public static void Stencil(int row, int column, int rows, int width, ReadOnlySpan<int> source, Span<int> target)
    {
        int up = row > 0 ? row - 1 : 0, down = row + 1 < rows ? row + 1 : row;
        int left = column > 0 ? column - 1 : 0, right = column + 1 < width ? column + 1 : column;
        target[row * width + column] = 7 * source[row * width + column] + 5 * source[up * width + column] + 3 * source[down * width + column]
            + 11 * source[row * width + left] + 13 * source[row * width + right];
    }

    /// <summary>A stencil that copies its border.</summary>
    [HmmKernel(Rank = 2)]
    public static void Framed(int row, int column, int rows, int width, ReadOnlySpan<int> source, Span<int> target)
    {
        int at = row * width + column;
        if (row == 0 || column == 0 || row == rows - 1 || column == width - 1)
        {
            target[at] = source[at];
            return;
        }

        target[at] = source[at - width] - 3 * source[at - 1] + 5 * source[at] - 7 * source[at + 1] + 9 * source[at + width];
    }

    /// <summary>A quotient of neighbours, with the nearest element at the border. It fails where an element is 0.</summary>
    [HmmKernel(Rank = 2)]
    public static void Divide(int row, int column, int width, ReadOnlySpan<int> source, Span<int> target)
    {
        int left = column > 0 ? column - 1 : 0, right = column + 1 < width ? column + 1 : column;
        target[row * width + column] = (source[row * width + left] - source[row * width + right]) / source[row * width + column];
    }

    /// <summary>A convolution that leaves out what lies outside.</summary>
    [HmmKernel(Rank = 2)]
    public static void Convolve(int row, int column, int rows, int width, ReadOnlySpan<int> source, Span<int> target)
    {
        int sum = 0;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -2; dx <= 2; dx += 2)
            {
                int y = row + dy, x = column + dx;
                if (y < 0 || y >= rows || x < 0 || x >= width) continue;
                sum = sum * 3 + source[y * width + x] * (dy * 5 + dx);
            }
        }

        target[row * width + column] = sum;
    }

    /// <summary>A product of matrices whose launch may be larger than they are.</summary>
    [HmmKernel(Rank = 2)]
    public static void Multiply(int row, int column, int rows, int width, ReadOnlySpan<int> source, Span<int> target)
    {
        if (row >= rows - 1 || column >= width - 1) return;
        int sum = 0;
        for (int k = 0; k < width; k++) sum += source[row * width + k] * source[(k % rows) * width + column];
        target[row * width + column] = sum;
    }

    /// <summary>Only what is above the diagonal.</summary>
    [HmmKernel(Rank = 2)]
    public static void Triangle(int row, int column, int rows, int width, ReadOnlySpan<int> source, Span<int> target)
    {
        if (column <= row + rows / 4) return;
        target[row * width + column] = source[row * width + column] + (column < width - row ? 1 : 2);
    }

    /// <summary>A stencil in a volume.</summary>
    [HmmKernel(Rank = 3)]
    public static void Volume(int plane, int row, int column, int rows, int width, ReadOnlySpan<int> source, Span<int> target)
    {
        int at = (plane * rows + row) * width + column, sum = source[at];
        if (column > 0) sum += 3 * source[at - 1];
        if (column < width - 1) sum += 5 * source[at + 1];
        if (row > 0) sum += 7 * source[at - width];
        if (row + 1 < rows) sum += 11 * source[at + width];
        if (plane > 0) sum += 13 * source[at - rows * width];
        target[at] = sum;
    }
}
