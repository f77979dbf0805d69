namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels that ask for speed before bits.</summary>
public static partial class FastKernels
{
    /// <summary>A sum of products of differences.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Distance(int row, int width, ReadOnlySpan<float> rows, ReadOnlySpan<float> point, Span<float> sums)
    {
        float sum = 0;
        for (int j = 0; j < width; j++)
        {
            float difference = rows[row * width + j] - point[j];
            sum += difference * difference;
        }

        sums[row] = sum;
    }

    /// <summary>A plain sum, a difference of products, and extremes.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Sums(int row, int width, ReadOnlySpan<double> rows, ReadOnlySpan<double> point, Span<double> sums, Span<double> rests, Span<double> lesses)
    {
        double sum = point[0];
        for (int j = 0; j < width; j++) sum += rows[row * width + j];
        double rest = sum;
        for (int j = 0; j < width; j++) rest -= rows[row * width + j] * point[j];
        double less = rest;
        for (int j = 0; j < width; j++) less -= rows[row * width + j];
        sums[row] = sum;
        rests[row] = rest;
        lesses[row] = less;
    }

    /// <summary>The least and the greatest number of a row.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Extremes(int row, int width, ReadOnlySpan<float> rows, Span<float> least, Span<float> most)
    {
        float low = float.PositiveInfinity, high = -0f;
        for (int j = 0; j < width; j++) low = MathF.Min(low, rows[row * width + j]);
        for (int j = 0; j < width; j++) high = MathF.Max(high, rows[row * width + j]);
        least[row] = low;
        most[row] = high;
    }

    /// <summary>A row's softmax.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Softmax(int row, int width, ReadOnlySpan<float> scores, Span<float> shares) => RowKernels.Softmax(row, width, scores, shares);

    /// <summary>The product of two matrices.</summary>
    [HmmKernel(Rank = 2, FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Product(int row, int column, int inner, int columns, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        float sum = 0;
        for (int k = 0; k < inner; k++) sum += a[row * inner + k] * b[k * columns + column];
        c[row * columns + column] = sum;
    }

    /// <summary>What is lost when a product is rounded, in four ways to write it.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Lost(int i, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> rounded, Span<float> lost)
    {
        lost[4 * i] = x[i] * y[i] - rounded[i];
        lost[4 * i + 1] = rounded[i] - x[i] * y[i];
        lost[4 * i + 2] = x[i] * y[i] + -rounded[i];
        lost[4 * i + 3] = -rounded[i] + x[i] * y[i];
    }

    /// <summary>All functions that have a form of their own, one in each row.</summary>
    [HmmKernel(Rank = 2, FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Functions(int function, int i, int count, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> results)
        => results[function * count + i] = function switch
        {
            0 => MathF.Exp(x[i]),
            1 => MathF.Log(x[i]),
            2 => MathF.Log2(x[i]),
            3 => MathF.Log10(x[i]),
            4 => MathF.Sin(x[i]),
            5 => MathF.Cos(x[i]),
            6 => MathF.Tan(x[i]),
            7 => MathF.Tanh(x[i]),
            8 => MathF.Sinh(x[i]),
            9 => MathF.Cosh(x[i]),
            _ => MathF.Pow(x[i], y[i]),
        };

    /// <summary>Those of double precision.</summary>
    [HmmKernel(Rank = 2, FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Doubles(int function, int i, int count, ReadOnlySpan<double> x, Span<double> results)
        => results[function * count + i] = function switch
        {
            0 => Math.Exp(x[i]),
            1 => Math.Log(x[i]),
            2 => Math.Log2(x[i]),
            3 => Math.Sin(x[i]),
            _ => Math.Cos(x[i]),
        };

    /// <summary>Fails for an index that comes from data.</summary>
    [HmmKernel(FloatingPoint = HmmFloatingPoint.Fast)]
    public static void Gather(int i, ReadOnlySpan<int> at, ReadOnlySpan<float> x, Span<float> y) => y[i] = x[at[i]] * 2f + y[i];
}
