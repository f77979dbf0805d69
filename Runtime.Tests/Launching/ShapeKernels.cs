namespace HmmGen.Tests.Launching;

/// <summary>Kernels for which rows are the wrong chunks.</summary>
public static partial class ShapeKernels
{
    /// <summary>Writes a matrix transposed.</summary>
    [HmmKernel(Rank = 2)]
    public static void Transpose(int row, int column, int rows, int columns, ReadOnlySpan<int> source, Span<int> target)
        => target[column * rows + row] = source[row * columns + column] * 3;

    /// <summary>Compares each row with each row.</summary>
    [HmmKernel(Rank = 2)]
    public static void Products(int one, int other, int width, int count, ReadOnlySpan<int> rows, Span<int> products)
    {
        int sum = 0;
        for (int k = 0; k < width; k++)
        {
            sum += rows[one * width + k] * rows[other * width + k];
        }

        products[one * count + other] = sum;
    }

    /// <summary>Turns a block of three dimensions around.</summary>
    [HmmKernel(Rank = 3)]
    public static void Turn(int i, int j, int k, int size0, int size1, int size2, ReadOnlySpan<int> source, Span<int> target)
        => target[(k * size1 + j) * size0 + i] = source[(i * size1 + j) * size2 + k] + 1;

    /// <summary>A transposition that may fail.</summary>
    [HmmKernel(Rank = 2)]
    public static void Divide(int row, int column, int rows, int columns, ReadOnlySpan<int> source, Span<int> target)
        => target[column * rows + row] = 1000 / source[row * columns + column];
}
