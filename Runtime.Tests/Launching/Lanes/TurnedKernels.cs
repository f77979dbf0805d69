namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels whose elements are neighbours along another index than the last one.</summary>
public static partial class TurnedKernels
{
    /// <summary>Changes a matrix that lies by columns.</summary>
    [HmmKernel(Rank = 2)]
    public static void Columns(int row, int column, int rows, int factor, ReadOnlySpan<int> source, Span<int> target)
        => target[column * rows + row] = target[column * rows + row] * factor + source[column * rows + row];

    /// <summary>The product of two matrices that lie by columns.</summary>
    [HmmKernel(Rank = 2)]
    public static void Multiply(int row, int column, int rows, int inner, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> product)
    {
        float sum = 0;
        for (int k = 0; k < inner; k++) sum += left[k * rows + row] * right[column * inner + k];
        product[column * rows + row] = sum;
    }

    /// <summary>Sums neighbours in a volume whose first index is the fastest.</summary>
    [HmmKernel(Rank = 3)]
    public static void Volume(int x, int y, int z, int width, int height, ReadOnlySpan<int> source, Span<int> target)
    {
        int at = (z * height + y) * width + x, sum = source[at];
        if (x > 0) sum += 3 * source[at - 1];
        if (x < width - 1) sum += 5 * source[at + 1];
        if (y > 0) sum += 7 * source[at - width];
        target[at] = sum + target[at] * 2;
    }

    /// <summary>The same where the second index is the fastest.</summary>
    [HmmKernel(Rank = 3)]
    public static void Planes(int plane, int row, int column, int rows, int columns, ReadOnlySpan<int> source, Span<int> target)
        => target[(plane * columns + column) * rows + row] = source[(plane * columns + column) * rows + row] * 3 + plane;

    /// <summary>Items meet where a step is shorter than a column.</summary>
    [HmmKernel(Rank = 2)]
    public static void Meeting(int row, int column, int step, ReadOnlySpan<int> source, Span<int> target)
        => target[column * step + row] = target[column * step + row] * 3 + source[column * step + row] * row;
}
