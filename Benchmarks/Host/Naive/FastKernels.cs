namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels that ask for speed before bits, with the text of their strict namesakes.</summary>
public static partial class FastKernels
{
    /// <summary>The product of two matrices.</summary>
    [HmmKernel(Rank = 2, FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Multiply(int row, int column, int inner, int columns, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
        => MatrixKernels.Multiply(row, column, inner, columns, a, b, c);

    /// <summary>The distance of a row from a point.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Distance(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> point, Span<float> distances)
        => RowKernels.Distance(row, width, rows, point, distances);

    /// <summary>The sum of a row's squares.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void SumOfSquares(int row, int width, ReadOnlySpan<float> rows, Span<float> sums) => RowKernels.SumOfSquares(row, width, rows, sums);

    /// <summary>A row's softmax.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Softmax(int row, int width, ReadOnlySpan<float> scores, Span<float> shares) => RowKernels.Softmax(row, width, scores, shares);

    /// <summary>The logistic function.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Sigmoid(int i, ReadOnlySpan<float> x, Span<float> y) => ElementKernels.Sigmoid(i, x, y);

    /// <summary>The price of a call option.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void BlackScholes(
        int i, float rate, float volatility, ReadOnlySpan<float> price, ReadOnlySpan<float> strike, ReadOnlySpan<float> years, Span<float> call)
        => ElementKernels.BlackScholes(i, rate, volatility, price, strike, years, call);
}
