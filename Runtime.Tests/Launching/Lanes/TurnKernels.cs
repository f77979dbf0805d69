namespace HmmGen.Tests.Launching.Lanes;

/// <summary>Kernels whose items hold loops over elements that follow each other, where the data says which, or a branch whether.</summary>
public static partial class TurnKernels
{
    /// <summary>The sum of a node's neighbours, by their weights.</summary>
    [HmmKernel]
    public static void Spread(int node, int n, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> y)
    {
        for (int e = starts[node]; e < starts[node + 1]; e++)
        {
            int other = ends[e];
            float weight = weights[e];
            for (int k = 0; k < n; k++) y[node * n + k] += weight * x[other * n + k];
        }
    }

    /// <summary>A row of a table. Nothing of it is loaded again.</summary>
    [HmmKernel]
    public static void Look(int i, int n, ReadOnlySpan<int> rows, ReadOnlySpan<double> table, Span<double> y)
    {
        int row = rows[i];
        for (int k = 0; k < n; k++) y[i * n + k] = table[row * n + k];
        for (int k = 0; k < n; k++) y[i * n + k + n] = table[(row + 1) * n + k];
    }

    /// <summary>What attention gives a head of a token.</summary>
    [HmmKernel(Rank = 2)]
    public static void Attend(int token, int head, int heads, int width, int tokens, ReadOnlySpan<float> scores, ReadOnlySpan<float> values, Span<float> y)
    {
        Span<float> row = y.Slice((token * heads + head) * width, width);
        for (int k = 0; k < row.Length; k++) row[k] = 0;
        for (int t = 0; t <= token; t++)
        {
            float score = scores[(head * tokens + token) * tokens + t];
            ReadOnlySpan<float> value = values.Slice((t * heads + head) * width, width);
            for (int k = 0; k < row.Length; k++) row[k] += score * value[k];
        }
    }

    /// <summary>A row is added to another one, where a byte says so.</summary>
    [HmmKernel(Rank = 3)]
    public static void Merge(int plane, int row, int column, int rows, int columns, int n, ReadOnlySpan<byte> choices, ReadOnlySpan<short> x, Span<int> y)
    {
        int at = (plane * rows + row) * columns + column;
        if (choices[at] > 100)
        {
            for (int k = 0; k < n; k++) y[at * n + k] += x[choices[at] * n + k];
        }
        else
        {
            y[at * n] = -1;
        }
    }

    /// <summary>Elements are copied within a span, from where the data says.</summary>
    [HmmKernel]
    public static void Move(int i, int n, ReadOnlySpan<int> from, ReadOnlySpan<int> to, Span<long> y)
    {
        int a = from[i], b = to[i];
        for (int k = 0; k < n; k++) y[b + k] = y[a + k] * 3 + k;
    }

    /// <summary>The gradient of a table whose rows were looked up. Each turn names the row again.</summary>
    [HmmKernel]
    public static void Scatter(int i, int n, ReadOnlySpan<int> names, ReadOnlySpan<int> x, Span<int> y)
    {
        for (int k = 0; k < n; k++) y[names[i] * n + k] += x[i * n + k];
    }

    /// <summary>What the elements of a segment get. Its test loads its end, and it counts with a <see langword="long"/>.</summary>
    [HmmKernel]
    public static void Share(int i, ReadOnlySpan<long> starts, ReadOnlySpan<double> sums, ReadOnlySpan<double> x, Span<double> y)
    {
        for (long e = starts[i]; e < starts[i + 1]; e++) y[(int)e] += x[(int)e] / sums[i];
    }
}
