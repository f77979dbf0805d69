namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels whose index counts the items of rows one after another, as GPU programs have them.</summary>
public static partial class FlatKernels
{
    /// <summary>The gate of packed halves of rows.</summary>
    [HmmKernel]
    public static void Gate(int i, int n, ReadOnlySpan<float> x, Span<float> y)
    {
        int row = i / n, column = i % n;
        float gate = x[row * 2 * n + column];
        y[i] = gate / (1 + MathF.Exp(-gate)) * x[row * 2 * n + n + column];
    }

    /// <summary>A bias for each column.</summary>
    [HmmKernel]
    public static void AddBias(int i, int n, ReadOnlySpan<float> x, ReadOnlySpan<float> bias, Span<float> y) => y[i] = x[i] + bias[i % n];

    /// <summary>A bias for each column, in place.</summary>
    [HmmKernel]
    public static void AddBiasInPlace(int i, int n, ReadOnlySpan<float> bias, Span<float> x) => x[i] += bias[i % n];

    /// <summary>A step of a descent, with a rate for each column.</summary>
    [HmmKernel]
    public static void Descend(int i, int n, float decay, ReadOnlySpan<float> rates, ReadOnlySpan<float> gradients, Span<float> weights)
        => weights[i] -= rates[i % n] * (gradients[i] + decay * weights[i]);

    /// <summary>Embeddings of tokens.</summary>
    [HmmKernel]
    public static void Embed(int i, int n, ReadOnlySpan<int> tokens, ReadOnlySpan<float> table, Span<float> y) => y[i] = table[tokens[i / n] * n + i % n];

    /// <summary>Halves of heads, turned in place.</summary>
    [HmmKernel]
    public static void Rotate(int i, int half, ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, Span<float> heads)
    {
        int head = i / half, p = i % half, at = head * 2 * half + p;
        float a = heads[at], b = heads[at + half], c = cosines[p], s = sines[p];
        heads[at] = a * c - b * s;
        heads[at + half] = b * c + a * s;
    }

    /// <summary>A matrix product.</summary>
    [HmmKernel]
    public static void Multiply(int i, int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
    {
        if (i >= m * n) return;
        int row = i / n, column = i % n;
        float sum = 0;
        for (int j = 0; j < k; j++) sum += a[row * k + j] * b[j * n + column];
        y[i] = sum;
    }

    /// <summary>The results of attention; items are elements of heads.</summary>
    [HmmKernel]
    public static void MixValues(int i, int heads, int size, int tokens, ReadOnlySpan<float> weights, ReadOnlySpan<float> values, Span<float> y)
    {
        int column = i % size, head = i / size % heads, token = i / (size * heads);
        float sum = 0;
        for (int j = 0; j < tokens; j++) sum += weights[(token * heads + head) * tokens + j] * values[(j * heads + head) * size + column];
        y[i] = sum;
    }
}
