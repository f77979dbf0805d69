using HmmGen.Benchmarks.Host.Naive;
using Shape = HmmGen.Benchmarks.Host.Naive.NetworkKernels.Shape;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Layers of networks over pictures with a border, gradients that branch, and rows of which only some are worked on.</summary>
internal static class NetworkCases
{
    private const int Rows = 1500;
    private const int Features = 64;

    /// <summary>A convolution, channels first.</summary>
    /// <param name="step">From one window to the next.</param>
    public static HostCase ConvolveChannels(int step)
    {
        Shape shape = new(16, 28, 32, 3, step, 1);
        int results = shape.Results;
        float[] picture = Values.Of(shape.Inputs * shape.Size * shape.Size), weights = Values.Of(shape.Outputs * shape.Inputs * 9);
        float[] result = Pinned.Zeros<float>(shape.Outputs * results * results);
        return HostCase.OfRows(
            $"channels 16 × 28 × 28, step {step}", shape.Outputs,
            device => NetworkKernels.ConvolveChannels(device, (shape.Outputs, results, results), shape, results, picture, weights, result), result,
            output =>
            {
                for (int row = 0; row < results; row++)
                {
                    for (int column = 0; column < results; column++)
                    {
                        NetworkKernels.ConvolveChannels(output, row, column, shape, results, picture, weights, result);
                    }
                }
            });
    }

    /// <summary>A convolution, channels last.</summary>
    /// <param name="outputs">The channels of the result.</param>
    public static HostCase ConvolvePixels(int outputs)
    {
        Shape shape = new(16, 28, outputs, 3, 1, 1);
        float[] picture = Values.Of(shape.Inputs * shape.Size * shape.Size), weights = Values.Of(outputs * shape.Inputs * 9);
        float[] result = Pinned.Zeros<float>(outputs * shape.Size * shape.Size);
        return HostCase.OfRows(
            $"pixels 28 × 28 × {outputs}", shape.Size,
            device => NetworkKernels.ConvolvePixels(device, (shape.Size, shape.Size, outputs), shape, shape.Size, picture, weights, result), result,
            row =>
            {
                for (int column = 0; column < shape.Size; column++)
                {
                    for (int output = 0; output < outputs; output++)
                    {
                        NetworkKernels.ConvolvePixels(row, column, output, shape, shape.Size, picture, weights, result);
                    }
                }
            });
    }

    /// <summary>The windows of a picture as columns.</summary>
    public static HostCase Unfold()
    {
        Shape shape = new(16, 28, 1, 3, 1, 1);
        float[] picture = Values.Of(shape.Inputs * shape.Size * shape.Size), columns = Pinned.Zeros<float>(shape.Inputs * 9 * shape.Size * shape.Size);
        return HostCase.OfRows(
            "windows 144 × 28 × 28", shape.Inputs * 9,
            device => NetworkKernels.Unfold(device, (shape.Inputs * 9, shape.Size, shape.Size), shape, shape.Size, picture, columns), columns,
            line =>
            {
                for (int row = 0; row < shape.Size; row++)
                {
                    for (int column = 0; column < shape.Size; column++)
                    {
                        NetworkKernels.Unfold(line, row, column, shape, shape.Size, picture, columns);
                    }
                }
            });
    }

    /// <summary>Gradients of embeddings behind a rectifier.</summary>
    public static HostCase AddRectified()
    {
        int[] tokens = Tokens();
        float[] values = Values.Of(Rows * Features), gradients = Values.Of(Rows * Features), sums = Pinned.Zeros<float>(Rows * Features);
        return HostCase.OfRows(
            $"rectified {Rows} × {Features}", Rows, device => NetworkKernels.AddRectified(device, Rows, Features, tokens, values, gradients, sums), sums,
            i => NetworkKernels.AddRectified(i, Features, tokens, values, gradients, sums))
        with
        { Reset = () => sums.AsSpan().Clear() };
    }

    /// <summary>Gradients of embeddings, clipped.</summary>
    public static HostCase AddClipped()
    {
        int[] tokens = Tokens();
        float[] gradients = Values.Of(Rows * Features), sums = Pinned.Zeros<float>(Rows * Features);
        return HostCase.OfRows(
            $"clipped {Rows} × {Features}", Rows, device => NetworkKernels.AddClipped(device, Rows, Features, 0.5f, tokens, gradients, sums), sums,
            i => NetworkKernels.AddClipped(i, Features, 0.5f, tokens, gradients, sums))
        with
        { Reset = () => sums.AsSpan().Clear() };
    }

    /// <summary>Losses of rows, of which one of four has no label.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="width">The classes.</param>
    public static HostCase CrossEntropy(int rows, int width)
    {
        float[] logits = Values.Of(rows * width), losses = new float[rows], gradients = Pinned.Zeros<float>(rows * width);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row * 7 % 4 == 3 ? -1 : row * 37 % width)];
        return HostCase.OfRows(
            $"cross entropy {rows} × {width}", rows, device => NetworkKernels.CrossEntropy(device, rows, width, logits, labels, losses, gradients), gradients,
            i => NetworkKernels.CrossEntropy(i, width, logits, labels, losses, gradients));
    }

    /// <summary>Rows of which about half are shortened.</summary>
    public static HostCase ShortenRows()
    {
        float[] values = Values.Of(Rows * Features), gradients = Pinned.Zeros<float>(Rows * Features);
        float limit = Enumerable.Range(0, Rows).Select(row => MathF.Sqrt(values.Skip(row * Features).Take(Features).Sum(static value => value * value))).Order().ElementAt(Rows / 2);
        return HostCase.OfRows(
            $"shortened {Rows} × {Features}", Rows, device => NetworkKernels.ShortenRows(device, Rows, Features, limit, gradients), gradients,
            i => NetworkKernels.ShortenRows(i, Features, limit, gradients))
        with
        { Reset = () => values.AsSpan().CopyTo(gradients) };
    }

    /// <summary>Means of rows of which about half are asked for.</summary>
    public static HostCase AskedMeans()
    {
        byte[] asked = [.. Enumerable.Range(0, Rows).Select(static row => (byte)(row * 2654435761L >> 7 & 1))];
        float[] values = Values.Of(Rows * Features), means = Pinned.Zeros<float>(Rows);
        return HostCase.OfRows(
            $"asked means {Rows} × {Features}", Rows, device => NetworkKernels.AskedMeans(device, Rows, Features, asked, values, means), means,
            i => NetworkKernels.AskedMeans(i, Features, asked, values, means));
    }

    private static int[] Tokens() => [.. Enumerable.Range(0, Rows).Select(static i => i * 7 % Rows)];
}
