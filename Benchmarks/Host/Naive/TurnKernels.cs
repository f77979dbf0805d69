namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels as people write them whose items make different numbers of turns.</summary>
public static partial class TurnKernels
{
    /// <summary>A row of a product with a lower triangle.</summary>
    [HmmKernel]
    public static void MultiplyTriangle(int row, int size, ReadOnlySpan<float> triangle, ReadOnlySpan<float> vector, Span<float> products)
    {
        float sum = 0;
        for (int k = 0; k <= row; k++) sum += triangle[row * size + k] * vector[k];
        products[row] = sum;
    }

    /// <summary>A row of a causal softmax.</summary>
    [HmmKernel]
    public static void Attend(int query, int size, ReadOnlySpan<float> scores, Span<float> weights)
    {
        float most = float.NegativeInfinity, sum = 0;
        for (int key = 0; key <= query; key++) most = MathF.Max(most, scores[query * size + key]);
        for (int key = 0; key <= query; key++)
        {
            float weight = MathF.Exp(scores[query * size + key] - most);
            weights[query * size + key] = weight;
            sum += weight;
        }

        for (int key = 0; key <= query; key++) weights[query * size + key] /= sum;
        for (int key = query + 1; key < size; key++) weights[query * size + key] = 0;
    }

    /// <summary>The scores of a query with the keys up to its own.</summary>
    [HmmKernel]
    public static void ScoreQuery(int query, int count, int size, float scale, ReadOnlySpan<float> queries, ReadOnlySpan<float> keys, Span<float> scores)
    {
        for (int key = 0; key <= query; key++)
        {
            float sum = 0;
            for (int d = 0; d < size; d++) sum += queries[query * size + d] * keys[key * size + d];
            scores[query * count + key] = sum * scale;
        }
    }

    /// <summary>The values up to a query's own, by their weights.</summary>
    [HmmKernel]
    public static void MixValues(int query, int count, int size, ReadOnlySpan<float> weights, ReadOnlySpan<float> values, Span<float> outputs)
    {
        for (int d = 0; d < size; d++) outputs[query * size + d] = 0;
        for (int key = 0; key <= query; key++)
        {
            float weight = weights[query * count + key];
            for (int d = 0; d < size; d++) outputs[query * size + d] += weight * values[key * size + d];
        }
    }

    /// <summary>The score of a query with a key, under a causal mask.</summary>
    [HmmKernel(Rank = 2)]
    public static void ScorePair(int query, int key, int count, int size, float scale, ReadOnlySpan<float> queries, ReadOnlySpan<float> keys, Span<float> scores)
    {
        if (key > query)
        {
            scores[query * count + key] = float.NegativeInfinity;
            return;
        }

        float sum = 0;
        for (int d = 0; d < size; d++) sum += queries[query * size + d] * keys[key * size + d];
        scores[query * count + key] = sum * scale;
    }

    /// <summary>The sum of a window that ends with the item.</summary>
    [HmmKernel]
    public static void SumWindow(int item, int length, ReadOnlySpan<float> values, Span<float> sums)
    {
        float sum = 0;
        for (int k = Math.Max(0, item - length); k <= item; k++) sum += values[k];
        sums[item] = sum;
    }

    /// <summary>The bucket of a number, by halves.</summary>
    [HmmKernel]
    public static void Bucketize(int item, ReadOnlySpan<float> edges, ReadOnlySpan<float> values, Span<int> buckets)
    {
        int low = 0, high = edges.Length;
        float value = values[item];
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            if (edges[middle] < value) low = middle + 1;
            else high = middle;
        }

        buckets[item] = low;
    }
}
