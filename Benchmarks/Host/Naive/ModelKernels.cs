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
