namespace HmmGen.Embeddings;

/// <summary>All kernels: a training step of a recommender whose model is a table of embeddings and a row of weights.</summary>
public static partial class EmbeddingKernels
{
    /// <summary>How many numbers a row of the table has.</summary>
    public const int Width = 64;

    /// <summary>The mean of the rows that a bag names, one column an item. Which rows these are is only known on the device.</summary>
    [HmmKernel(Rank = 2)]
    public static void Pool(int bag, int d, int lookups, ReadOnlySpan<int> rows, ReadOnlySpan<float> table, Span<float> pooled)
    {
        float sum = 0;
        for (int k = bag * lookups; k < (bag + 1) * lookups; k++)
            sum += table[rows[k] * Width + d];
        pooled[bag * Width + d] = sum / lookups;
    }

    /// <summary>What the model predicts for a bag, less what it should.</summary>
    [HmmKernel]
    public static void Score(
        int bag, ReadOnlySpan<float> pooled, ReadOnlySpan<float> weights, ReadOnlySpan<float> targets, Span<float> errors)
    {
        float score = 0;
        for (int d = 0; d < Width; d++)
            score += pooled[bag * Width + d] * weights[d];
        errors[bag] = score - targets[bag];
    }

    /// <summary>Improves the rows that the batch named, one column an item; all other rows stay as they are.</summary>
    [HmmKernel(Rank = 2)]
    public static void LearnRows(
        int i, int d, float rate, ReadOnlySpan<int> rows, ReadOnlySpan<int> starts, ReadOnlySpan<int> bags, ReadOnlySpan<float> errors,
        ReadOnlySpan<float> weights, Span<float> table)
    {
        float error = 0;
        for (int k = starts[i]; k < starts[i + 1]; k++)
            error += errors[bags[k]];
        table[rows[i] * Width + d] -= rate * error * weights[d];
    }

    /// <summary>Improves a weight.</summary>
    [HmmKernel]
    public static void LearnWeights(int d, float rate, ReadOnlySpan<float> pooled, ReadOnlySpan<float> errors, Span<float> weights)
    {
        float gradient = 0;
        for (int bag = 0; bag < errors.Length; bag++)
            gradient += errors[bag] * pooled[bag * Width + d];
        weights[d] -= rate * gradient / errors.Length;
    }
}
