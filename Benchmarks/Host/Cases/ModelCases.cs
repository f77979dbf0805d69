using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Kernels of language models.</summary>
internal static class ModelCases
{
    private const int Rows = 128;
    private const int Classes = 1000;
    private const int Width = 1024;
    private const int Tokens = 128;
    private const int Heads = 6;
    private const int Half = 32;
    private const int Nodes = 1500;
    private const int Features = 64;

    /// <summary>A softmax of padded rows.</summary>
    public static HostCase SoftmaxOfClasses()
    {
        float[] logits = Values.Of(Rows * Width), probabilities = Pinned.Zeros<float>(Rows * Width);
        return HostCase.OfRows(
            $"softmax {Rows} × {Classes} of {Width}", Rows, device => ModelKernels.SoftmaxOfClasses(device, Rows, Classes, Width, logits, probabilities), probabilities,
            row => ModelKernels.SoftmaxOfClasses(row, Classes, Width, logits, probabilities));
    }

    /// <summary>A softmax in place.</summary>
    public static HostCase SoftmaxInPlace()
    {
        float[] values = Values.Of(Rows * Classes), initial = [.. values];
        return HostCase.OfRows(
            $"softmax in place {Rows} × {Classes}", Rows, device => ModelKernels.SoftmaxInPlace(device, Rows, Classes, values), values,
            row => ModelKernels.SoftmaxInPlace(row, Classes, values))
        with
        { Reset = () => initial.CopyTo(values, 0) };
    }

    /// <summary>Errors that are added up.</summary>
    public static HostCase AddErrors()
    {
        float[] probabilities = Values.Of(Rows * Width), losses = Values.Of(Rows), errors = Pinned.Zeros<float>(Rows * Width);
        int[] labels = Pinned.Of(Rows, static row => row * 7 % Classes);
        return HostCase.OfRows(
            $"errors of logits {Rows} × {Classes} of {Width}", Rows, device => ModelKernels.AddErrors(device, Rows, Classes, Width, probabilities, losses, labels, errors), errors,
            row => ModelKernels.AddErrors(row, Classes, Width, probabilities, losses, labels, errors))
        with
        { Reset = () => errors.AsSpan().Clear() };
    }

    /// <summary>Halves of heads; items are elements.</summary>
    public static HostCase Rotate()
    {
        (float[] cosines, float[] sines, float[] heads, float[] initial) = Angles();
        return HostCase.OfRows(
            $"rotary halves {Tokens} × {Heads} × {Half}", Tokens, device => ModelKernels.Rotate(device, (Tokens, Heads, Half), Half, Heads * 2 * Half, cosines, sines, heads), heads,
            token =>
            {
                ReadOnlySpan<float> c = cosines, s = sines;
                Span<float> all = heads;
                for (int head = 0; head < Heads; head++)
                {
                    for (int p = 0; p < Half; p++)
                    {
                        ModelKernels.Rotate(token, head, p, Half, Heads * 2 * Half, c, s, all);
                    }
                }
            })
        with
        { Reset = () => initial.CopyTo(heads, 0) };
    }

    /// <summary>Halves of heads; items are heads.</summary>
    public static HostCase RotateHead()
    {
        (float[] cosines, float[] sines, float[] heads, float[] initial) = Angles();
        return HostCase.OfRows(
            $"rotary halves, {Tokens * Heads} heads of {2 * Half}", Tokens * Heads, device => ModelKernels.RotateHead(device, Tokens * Heads, Half, cosines, sines, heads), heads,
            head => ModelKernels.RotateHead(head, Half, cosines, sines, heads))
        with
        { Reset = () => initial.CopyTo(heads, 0) };
    }

    /// <summary>Pairs of neighbours; items are pairs.</summary>
    public static HostCase RotatePairs()
    {
        (float[] cosines, float[] sines, float[] heads, float[] initial) = Angles();
        return HostCase.OfRows(
            $"rotary pairs {Tokens} × {Heads * Half}", Tokens, device => ModelKernels.RotatePairs(device, (Tokens, Heads * Half), Heads * 2 * Half, cosines, sines, heads), heads,
            token =>
            {
                ReadOnlySpan<float> c = cosines, s = sines;
                Span<float> all = heads;
                for (int p = 0; p < Heads * Half; p++)
                {
                    ModelKernels.RotatePairs(token, p, Heads * 2 * Half, c, s, all);
                }
            })
        with
        { Reset = () => initial.CopyTo(heads, 0) };
    }

    /// <summary>Rows of a table that tokens name.</summary>
    public static HostCase Embed()
    {
        int[] tokens = Values.Below(Nodes, Nodes);
        float[] table = Values.Of(Nodes * Features), embeddings = Pinned.Zeros<float>(Nodes * Features);
        return HostCase.OfRows(
            $"embeddings {Nodes} × {Features}", Nodes, device => ModelKernels.Embed(device, Nodes, Features, tokens, table, embeddings), embeddings,
            i => ModelKernels.Embed(i, Features, tokens, table, embeddings));
    }

    /// <summary>Gradients of embeddings, each added to another row of the table's.</summary>
    public static HostCase AddGradients()
    {
        int[] tokens = [.. Enumerable.Range(0, Nodes).Select(static i => i * 7 % Nodes)];
        float[] gradients = Values.Of(Nodes * Features), sums = Pinned.Zeros<float>(Nodes * Features);
        return HostCase.OfRows(
            $"gradients {Nodes} × {Features}", Nodes, device => ModelKernels.AddGradient(device, Nodes, Features, tokens, gradients, sums), sums,
            i => ModelKernels.AddGradient(i, Features, tokens, gradients, sums))
        with
        { Reset = () => sums.AsSpan().Clear() };
    }

    /// <summary>Sums over neighbours, eight of a node in the mean.</summary>
    public static HostCase AddNeighbours(int width)
    {
        int[] counts = Values.Below(Nodes, 17), starts = Pinned.Zeros<int>(Nodes + 1);
        for (int node = 0; node < Nodes; node++)
        {
            starts[node + 1] = starts[node] + counts[node];
        }

        int[] ends = Values.Below(starts[Nodes], Nodes);
        float[] weights = Values.Of(starts[Nodes]), x = Values.Of(Nodes * width), sums = Pinned.Zeros<float>(Nodes * width);
        return HostCase.OfRows(
            $"neighbours {Nodes} × {width}", Nodes, device => ModelKernels.AddNeighbours(device, Nodes, width, starts, ends, weights, x, sums), sums,
            node => ModelKernels.AddNeighbours(node, width, starts, ends, weights, x, sums))
        with
        { Reset = () => sums.AsSpan().Clear() };
    }

    /// <summary>Results of attention by heads.</summary>
    public static HostCase MixHeads()
    {
        const int Width = 2 * Half, All = Tokens * Heads;
        float[] scores = Values.Of(Heads * Tokens * Tokens), values = Values.Of(All * Width), mixed = Pinned.Zeros<float>(All * Width);
        return HostCase.OfRows(
            $"results of attention, {All} heads of {Width}", All, device => ModelKernels.MixHead(device, All, Heads, Width, Tokens, scores, values, mixed), mixed,
            i => ModelKernels.MixHead(i, Heads, Width, Tokens, scores, values, mixed));
    }

    /// <summary>Errors with a label.</summary>
    public static HostCase LabelErrors()
    {
        float[] probabilities = Values.Of(Rows * Classes), errors = Pinned.Zeros<float>(Rows * Classes);
        int[] labels = Values.Below(Rows, Classes);
        return HostCase.OfRows(
            $"errors of labels {Rows} × {Classes}", Rows, device => ModelKernels.LabelErrors(device, Rows, Classes, probabilities, labels, errors), errors,
            row => ModelKernels.LabelErrors(row, Classes, probabilities, labels, errors));
    }

    private static (float[] Cosines, float[] Sines, float[] Heads, float[] Initial) Angles()
    {
        int count = Tokens * Heads * 2 * Half;
        float[] heads = Values.Of(count);
        return (Pinned.Of(count, static k => MathF.Cos(k)), Pinned.Of(count, static k => MathF.Sin(k)), heads, [.. heads]);
    }
}
