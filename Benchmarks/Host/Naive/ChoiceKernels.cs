namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels as people write them whose items choose along their rows, keep a few values in an array, or take turns.</summary>
public static partial class ChoiceKernels
{
    /// <summary>The values that a sorting network sorts.</summary>
    public const int Sorted = 9;

    /// <summary>The place of a row's greatest element.</summary>
    [HmmKernel]
    public static void Best(int row, int width, ReadOnlySpan<float> scores, Span<int> places)
    {
        ReadOnlySpan<float> values = scores.Slice(row * width, width);
        int best = 0;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[best])
            {
                best = k;
            }
        }

        places[row] = best;
    }

    /// <summary>The errors before a rectifier: 0 where its input was not positive.</summary>
    [HmmKernel]
    public static void Rectify(int row, int width, ReadOnlySpan<float> inputs, Span<float> errors)
    {
        ReadOnlySpan<float> given = inputs.Slice(row * width, width);
        Span<float> own = errors.Slice(row * width, width);
        for (int k = 0; k < own.Length; k++)
        {
            if (given[k] <= 0)
            {
                own[k] = 0;
            }
        }
    }

    /// <summary>The softmax of the elements that a mask names.</summary>
    [HmmKernel]
    public static void Masked(int row, int width, ReadOnlySpan<float> scores, ReadOnlySpan<bool> mask, Span<float> shares)
    {
        float most = float.NegativeInfinity, sum = 0;
        for (int k = 0; k < width; k++)
        {
            if (mask[k])
            {
                most = MathF.Max(most, scores[row * width + k]);
            }
        }

        for (int k = 0; k < width; k++)
        {
            float share = mask[k] ? MathF.Exp(scores[row * width + k] - most) : 0;
            shares[row * width + k] = share;
            sum += share;
        }

        for (int k = 0; k < width; k++) shares[row * width + k] /= sum;
    }

    /// <summary>The loss of a row's softmax against its label, and the errors of its scores.</summary>
    [HmmKernel]
    public static void Loss(int row, int width, ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, Span<float> errors, Span<float> losses)
    {
        float most = float.NegativeInfinity, sum = 0;
        for (int k = 0; k < width; k++) most = MathF.Max(most, scores[row * width + k]);
        for (int k = 0; k < width; k++)
        {
            float share = MathF.Exp(scores[row * width + k] - most);
            errors[row * width + k] = share;
            sum += share;
        }

        for (int k = 0; k < width; k++) errors[row * width + k] = errors[row * width + k] / sum - (k == labels[row] ? 1 : 0);
        losses[row] = MathF.Log(sum) + most - scores[row * width + labels[row]];
    }

    /// <summary>The scores of a query against all keys, one query an item.</summary>
    [HmmKernel]
    public static void Attend(int query, int width, int keys, ReadOnlySpan<float> queries, ReadOnlySpan<float> all, Span<float> scores)
    {
        for (int key = 0; key < keys; key++)
        {
            float sum = 0;
            for (int k = 0; k < width; k++) sum += queries[query * width + k] * all[key * width + k];
            scores[query * keys + key] = sum / MathF.Sqrt(width);
        }
    }

    /// <summary>The sum of a part of all elements; the last part is shorter.</summary>
    [HmmKernel]
    public static void SumPart(int part, int length, ReadOnlySpan<float> all, Span<float> sums)
    {
        int start = part * length, end = Math.Min(start + length, all.Length);
        float sum = 0;
        for (int k = start; k < end; k++) sum += all[k];
        sums[part] = sum;
    }

    /// <summary>A times X plus Y, by turns that items take together.</summary>
    [HmmKernel]
    public static void AddInTurns(int item, int items, float a, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> sums)
    {
        for (int k = item; k < x.Length; k += items) sums[k] = a * x[k] + y[k];
    }

    /// <summary>The median of an element and its eight neighbours, by a network.</summary>
    [HmmKernel(Rank = 2)]
    public static void Median(int row, int column, int width, ReadOnlySpan<float> image, Span<float> medians)
    {
        Span<float> values = stackalloc float[Sorted];
        for (int k = 0; k < Sorted; k++) values[k] = image[(row + k / 3) * width + column + k % 3];
        for (int last = Sorted - 1; last > 0; last--)
        {
            for (int k = 0; k < last; k++)
            {
                float one = values[k], other = values[k + 1];
                values[k] = MathF.Min(one, other);
                values[k + 1] = MathF.Max(one, other);
            }
        }

        medians[row * width + column] = values[Sorted / 2];
    }
}
