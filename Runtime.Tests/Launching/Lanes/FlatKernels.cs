namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels whose index counts the items of rows one after another.</summary>
public static partial class FlatKernels
{
    /// <summary>The shape of heads.</summary>
    /// <param name="Heads">The heads of a token.</param>
    /// <param name="Size">The elements of a head.</param>
    public readonly record struct Shape(int Heads, int Size);

    /// <summary>A gate of the two halves of a row.</summary>
    [HmmKernel]
    public static void Gate(int i, int n, ReadOnlySpan<float> x, Span<float> y)
    {
        int row = i / n, column = i % n;
        float gate = x[row * 2 * n + column];
        y[i] = gate / (1 + MathF.Exp(-gate)) * x[row * 2 * n + n + column];
    }

    /// <summary>Rows that names tell.</summary>
    [HmmKernel]
    public static void Look(int i, int n, ReadOnlySpan<int> names, ReadOnlySpan<float> table, Span<float> y) => y[i] = table[names[i / n] * n + i % n];

    /// <summary>A matrix product, with items that have no work.</summary>
    [HmmKernel]
    public static void Multiply(int i, int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
    {
        if (i >= m * n) return;
        int row = i / n;
        int column = i - row * n;
        float sum = 0;
        for (int j = 0; j < k; j++)
        {
            sum += a[row * k + j] * b[j * n + column];
        }

        y[i] = sum;
    }

    /// <summary>A transposition.</summary>
    [HmmKernel]
    public static void Transpose(int i, int rows, int columns, ReadOnlySpan<int> x, Span<int> y) => y[i % columns * rows + i / columns] = x[i];

    /// <summary>Halves of rows, turned in place.</summary>
    [HmmKernel]
    public static void Turn(int i, int n, ReadOnlySpan<float> cos, ReadOnlySpan<float> sin, Span<float> x)
    {
        int half = n / 2, column = i % half, at = i / half * n + column;
        float a = x[at], b = x[at + half];
        x[at] = a * cos[column] - b * sin[column];
        x[at + half] = a * sin[column] + b * cos[column];
    }

    /// <summary>A blur with borders.</summary>
    [HmmKernel]
    public static void Blur(int i, int width, int height, ReadOnlySpan<int> x, Span<int> y)
    {
        int row = i / width, column = i % width, sum = 0;
        for (int down = -1; down <= 1; down++)
        {
            for (int right = -1; right <= 1; right++)
            {
                int r = row + down, c = column + right;
                sum += r >= 0 && r < height && c >= 0 && c < width ? x[r * width + c] : 3;
            }
        }

        y[i] = sum;
    }

    /// <summary>Items of heads, in rows of tokens.</summary>
    [HmmKernel(Rank = 2)]
    public static void Heads(int token, int at, Shape shape, ReadOnlySpan<double> x, ReadOnlySpan<double> scale, Span<double> y)
    {
        int head = at / shape.Size, column = at % shape.Size;
        y[(token * shape.Heads + head) * shape.Size + column] = x[token * shape.Heads * shape.Size + at] * scale[head] + scale[column];
    }

    /// <summary>Planes of rows.</summary>
    [HmmKernel]
    public static void Planes(int i, int channels, int height, int width, ReadOnlySpan<short> x, ReadOnlySpan<short> scale, Span<short> y)
    {
        int plane = i / (height * width), rest = i - plane * (height * width);
        y[i] = (short)(x[i] * scale[plane % channels] + rest / width - rest % width);
    }

    /// <summary>A bias for each column, added in place.</summary>
    [HmmKernel]
    public static void Bias(int i, int n, ReadOnlySpan<float> bias, Span<float> x) => x[i] += bias[i % n];

    /// <summary>Steps of a descent, in place. Some items of a row have none, and one may divide by nothing.</summary>
    [HmmKernel(Rank = 2)]
    public static void Step(int row, int column, int n, int zero, ReadOnlySpan<int> steps, Span<long> moments, Span<int> x)
    {
        int at = row * n + column, step = 1000 / (steps[at] - zero);
        if ((steps[at] & 3) == 0) return;
        long moment = moments[at] * 3 + step;
        moments[at] = moment;
        x[at] -= (int)moment;
    }
}
