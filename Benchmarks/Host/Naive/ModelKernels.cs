namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels of language models, written as in C programs that many people know.</summary>
public static partial class ModelKernels
{
    /// <summary>A softmax over classes, in a row that is padded.</summary>
    [HmmKernel]
    public static void SoftmaxOfClasses(int row, int classes, int width, ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float most = -10000f, sum = 0;
        for (int k = 0; k < classes; k++) if (logits[row * width + k] > most) most = logits[row * width + k];
        for (int k = 0; k < classes; k++)
        {
            probabilities[row * width + k] = MathF.Exp(logits[row * width + k] - most);
            sum += probabilities[row * width + k];
        }

        for (int k = 0; k < classes; k++) probabilities[row * width + k] /= sum;
        for (int k = classes; k < width; k++) probabilities[row * width + k] = 0;
    }

    /// <summary>A softmax in place, whose greatest value begins with the first one.</summary>
    [HmmKernel]
    public static void SoftmaxInPlace(int row, int width, Span<float> values)
    {
        Span<float> x = values.Slice(row * width, width);
        float most = x[0], sum = 0;
        for (int k = 1; k < width; k++) if (x[k] > most) most = x[k];
        for (int k = 0; k < width; k++)
        {
            x[k] = MathF.Exp(x[k] - most);
            sum += x[k];
        }

        for (int k = 0; k < width; k++) x[k] /= sum;
    }

    /// <summary>The errors of logits, added to what is there.</summary>
    [HmmKernel]
    public static void AddErrors(
        int row, int classes, int width, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> losses, ReadOnlySpan<int> labels, Span<float> errors)
    {
        float loss = losses[row];
        int label = labels[row];
        for (int k = 0; k < classes; k++)
        {
            float wanted = k == label ? 1f : 0f;
            errors[row * width + k] += (probabilities[row * width + k] - wanted) * loss;
        }
    }

    /// <summary>The embedding of a token.</summary>
    [HmmKernel]
    public static void Embed(int i, int width, ReadOnlySpan<int> tokens, ReadOnlySpan<float> table, Span<float> embeddings)
    {
        int token = tokens[i];
        for (int k = 0; k < width; k++) embeddings[i * width + k] = table[token * width + k];
    }

    /// <summary>Adds the gradient of an embedding to that of its table. Items have rows of their own.</summary>
    [HmmKernel]
    public static void AddGradient(int i, int width, ReadOnlySpan<int> tokens, ReadOnlySpan<float> gradients, Span<float> sums)
    {
        for (int k = 0; k < width; k++) sums[tokens[i] * width + k] += gradients[i * width + k];
    }

    /// <summary>The weighted sum of a node's neighbours, added to what is there.</summary>
    [HmmKernel]
    public static void AddNeighbours(
        int node, int width, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends, ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Span<float> sums)
    {
        for (int e = starts[node]; e < starts[node + 1]; e++)
        {
            int other = ends[e];
            float weight = weights[e];
            for (int k = 0; k < width; k++) sums[node * width + k] += weight * x[other * width + k];
        }
    }

    /// <summary>What attention gives a head of a token, in one dimension.</summary>
    [HmmKernel]
    public static void MixHead(int i, int heads, int width, int tokens, ReadOnlySpan<float> scores, ReadOnlySpan<float> values, Span<float> mixed)
    {
        int token = i / heads, head = i % heads, at = i * width;
        for (int k = 0; k < width; k++) mixed[at + k] = 0;
        for (int t = 0; t <= token; t++)
        {
            float score = scores[(head * tokens + token) * tokens + t];
            int from = (t * heads + head) * width;
            for (int k = 0; k < width; k++) mixed[at + k] += score * values[from + k];
        }
    }

    /// <summary>The errors of probabilities, of which one is that of a label.</summary>
    [HmmKernel]
    public static void LabelErrors(int row, int classes, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, Span<float> errors)
    {
        for (int k = 0; k < classes; k++) errors[row * classes + k] = probabilities[row * classes + k];
        errors[row * classes + labels[row]] -= 1;
    }

    /// <summary>Turns the two halves of a head by the angles of its place; an item is an element of the first half.</summary>
    [HmmKernel(Rank = 3)]
    public static void Rotate(int token, int head, int p, int half, int width, ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, Span<float> heads)
    {
        int k = token * width + head * 2 * half + p;
        float c = cosines[token * half + p], s = sines[token * half + p], a = heads[k], b = heads[k + half];
        heads[k] = a * c - b * s;
        heads[k + half] = b * c + a * s;
    }

    /// <summary>The same; an item is a head.</summary>
    [HmmKernel]
    public static void RotateHead(int head, int half, ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, Span<float> heads)
    {
        for (int p = 0; p < half; p++)
        {
            int k = head * 2 * half + p;
            float c = cosines[p], s = sines[p], a = heads[k], b = heads[k + half];
            heads[k] = a * c - b * s;
            heads[k + half] = b * c + a * s;
        }
    }

    /// <summary>The same with pairs of neighbours; an item is a pair.</summary>
    [HmmKernel(Rank = 2)]
    public static void RotatePairs(int token, int p, int width, ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, Span<float> heads)
    {
        int k = token * width + 2 * p;
        float c = cosines[token * (width / 2) + p], s = sines[token * (width / 2) + p], a = heads[k], b = heads[k + 1];
        heads[k] = a * c - b * s;
        heads[k + 1] = b * c + a * s;
    }
}
