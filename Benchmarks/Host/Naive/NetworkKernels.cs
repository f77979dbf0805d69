namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Layers of networks over pictures, as they are written down, with zeros around a picture.</summary>
public static partial class NetworkKernels
{
    /// <summary>The sizes of a convolution.</summary>
    /// <param name="Inputs">The channels of the picture.</param>
    /// <param name="Size">Its height and its width.</param>
    /// <param name="Outputs">The channels of the result.</param>
    /// <param name="Window">The height and the width of a window.</param>
    /// <param name="Step">From one window to the next.</param>
    /// <param name="Border">The zeros around the picture.</param>
    public readonly record struct Shape(int Inputs, int Size, int Outputs, int Window, int Step, int Border)
    {
        /// <summary>The height and the width of the result.</summary>
        public int Results => (Size + 2 * Border - Window) / Step + 1;
    }

    /// <summary>A convolution; channels come first.</summary>
    [HmmKernel(Rank = 3)]
    public static void ConvolveChannels(int output, int row, int column, Shape shape, int results, ReadOnlySpan<float> picture, ReadOnlySpan<float> weights, Span<float> result)
    {
        float sum = 0;
        for (int input = 0; input < shape.Inputs; input++)
        {
            for (int y = 0; y < shape.Window; y++)
            {
                int py = row * shape.Step + y - shape.Border;
                if (py < 0 || py >= shape.Size) continue;
                for (int x = 0; x < shape.Window; x++)
                {
                    int px = column * shape.Step + x - shape.Border;
                    if (px < 0 || px >= shape.Size) continue;
                    sum += picture[(input * shape.Size + py) * shape.Size + px] * weights[((output * shape.Inputs + input) * shape.Window + y) * shape.Window + x];
                }
            }
        }

        result[(output * results + row) * results + column] = sum;
    }

    /// <summary>A convolution; channels come last.</summary>
    [HmmKernel(Rank = 3)]
    public static void ConvolvePixels(int row, int column, int output, Shape shape, int results, ReadOnlySpan<float> picture, ReadOnlySpan<float> weights, Span<float> result)
    {
        float sum = 0;
        for (int y = 0; y < shape.Window; y++)
        {
            for (int x = 0; x < shape.Window; x++)
            {
                int py = row * shape.Step + y - shape.Border, px = column * shape.Step + x - shape.Border;
                if ((uint)py < (uint)shape.Size && (uint)px < (uint)shape.Size)
                {
                    for (int input = 0; input < shape.Inputs; input++)
                    {
                        sum += picture[(py * shape.Size + px) * shape.Inputs + input] * weights[((y * shape.Window + x) * shape.Inputs + input) * shape.Outputs + output];
                    }
                }
            }
        }

        result[(row * results + column) * shape.Outputs + output] = sum;
    }

    /// <summary>The windows of a picture as columns of a matrix.</summary>
    [HmmKernel(Rank = 3)]
    public static void Unfold(int line, int row, int column, Shape shape, int results, ReadOnlySpan<float> picture, Span<float> columns)
    {
        int x = line % shape.Window, y = line / shape.Window % shape.Window, input = line / (shape.Window * shape.Window);
        int py = row * shape.Step + y - shape.Border, px = column * shape.Step + x - shape.Border;
        float value = 0;
        if (py >= 0 && py < shape.Size && px >= 0 && px < shape.Size) value = picture[(input * shape.Size + py) * shape.Size + px];
        columns[(line * results + row) * results + column] = value;
    }

    /// <summary>Adds what a rectifier lets through to the gradient of an embedding. Items have rows of their own.</summary>
    [HmmKernel]
    public static void AddRectified(int i, int width, ReadOnlySpan<int> tokens, ReadOnlySpan<float> values, ReadOnlySpan<float> gradients, Span<float> sums)
    {
        int token = tokens[i];
        for (int k = 0; k < width; k++)
        {
            if (values[i * width + k] > 0) sums[token * width + k] += gradients[i * width + k];
        }
    }

    /// <summary>Adds a clipped gradient to that of an embedding. Items have rows of their own.</summary>
    [HmmKernel]
    public static void AddClipped(int i, int width, float most, ReadOnlySpan<int> tokens, ReadOnlySpan<float> gradients, Span<float> sums)
    {
        int token = tokens[i];
        for (int k = 0; k < width; k++)
        {
            float gradient = gradients[i * width + k];
            if (gradient > most) gradient = most;
            else if (gradient < -most) gradient = -most;
            sums[token * width + k] += gradient;
        }
    }

    /// <summary>The losses of rows of logits, and their gradients. Rows without a label have none.</summary>
    [HmmKernel]
    public static void CrossEntropy(int i, int width, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> losses, Span<float> gradients)
    {
        int label = labels[i];
        if (label < 0)
        {
            losses[i] = 0;
            for (int k = 0; k < width; k++) gradients[i * width + k] = 0;
            return;
        }

        float most = float.NegativeInfinity, sum = 0;
        for (int k = 0; k < width; k++) most = MathF.Max(most, logits[i * width + k]);
        for (int k = 0; k < width; k++) sum += MathF.Exp(logits[i * width + k] - most);
        losses[i] = MathF.Log(sum) + most - logits[i * width + label];
        for (int k = 0; k < width; k++) gradients[i * width + k] = MathF.Exp(logits[i * width + k] - most) / sum - (k == label ? 1f : 0f);
    }

    /// <summary>Shortens the gradients of rows that are longer than a limit.</summary>
    [HmmKernel]
    public static void ShortenRows(int i, int width, float limit, Span<float> gradients)
    {
        float sum = 0;
        for (int k = 0; k < width; k++) sum += gradients[i * width + k] * gradients[i * width + k];
        float length = MathF.Sqrt(sum);
        if (length > limit)
        {
            float scale = limit / length;
            for (int k = 0; k < width; k++) gradients[i * width + k] *= scale;
        }
    }

    /// <summary>The means of the rows that are asked for.</summary>
    [HmmKernel]
    public static void AskedMeans(int i, int width, ReadOnlySpan<byte> asked, ReadOnlySpan<float> values, Span<float> means)
    {
        if (asked[i] == 0) return;
        float sum = 0;
        for (int k = 0; k < width; k++) sum += values[i * width + k];
        means[i] = sum / width;
    }
}
