namespace HmmGen.Digits;

/// <summary>Kernels that compare scores with labels; an item a sample.</summary>
public static partial class LossKernels
{
    /// <summary>Softmax and cross-entropy: the loss of each sample and its gradient for each score.</summary>
    /// <param name="sample">The sample's number in the batch.</param>
    /// <param name="first">The batch's first place in <paramref name="order"/>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="scale">What the gradient is multiplied by: one over the number of samples gives their mean.</param>
    /// <param name="order">The samples in the order in which they are used.</param>
    /// <param name="labels">The labels of all samples.</param>
    /// <param name="scores">The scores of the batch.</param>
    /// <param name="errors">The gradient for each score.</param>
    /// <param name="losses">The loss of each sample, in the order in which they are used.</param>
    [HmmKernel]
    public static void Softmax(
        int sample,
        int first,
        int classes,
        float scale,
        ReadOnlySpan<int> order,
        ReadOnlySpan<byte> labels,
        ReadOnlySpan<float> scores,
        Span<float> errors,
        Span<float> losses)
    {
        int row = sample * classes;
        float largest = scores[row];
        for (int k = 1; k < classes; k++)
            largest = MathF.Max(largest, scores[row + k]);

        float sum = 0;
        for (int k = 0; k < classes; k++)
            sum += MathF.Exp(scores[row + k] - largest);

        int label = labels[order[first + sample]];
        for (int k = 0; k < classes; k++)
        {
            float probability = MathF.Exp(scores[row + k] - largest) / sum;
            errors[row + k] = scale * (k == label ? probability - 1f : probability);
        }

        losses[first + sample] = MathF.Log(sum) + largest - scores[row + label];
    }

    /// <summary>Counts the samples whose highest score is their label's.</summary>
    /// <param name="sample">The sample's number in the batch.</param>
    /// <param name="first">The batch's first place in <paramref name="order"/>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="order">The samples in the order in which they are used.</param>
    /// <param name="labels">The labels of all samples.</param>
    /// <param name="scores">The scores of the batch.</param>
    /// <param name="correct">One element, which counts.</param>
    [HmmKernel]
    public static void CountCorrect(
        int sample,
        int first,
        int classes,
        ReadOnlySpan<int> order,
        ReadOnlySpan<byte> labels,
        ReadOnlySpan<float> scores,
        Span<int> correct)
    {
        int best = 0;
        for (int k = 1; k < classes; k++)
        {
            if (scores[sample * classes + k] > scores[sample * classes + best])
                best = k;
        }

        if (best == labels[order[first + sample]])
            Interlocked.Increment(ref correct[0]);
    }
}
