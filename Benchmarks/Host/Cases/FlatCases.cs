using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Kernels whose index counts the items of rows one after another.</summary>
internal static class FlatCases
{
    private const int Rows = 512;
    private const int Width = 128;

    /// <summary>The gate of packed halves of rows.</summary>
    /// <param name="width">The items of a row.</param>
    public static HostCase Gate(int width = Width)
    {
        int items = Rows * Width / width * width;
        float[] x = Values.Of(2 * items), y = Pinned.Zeros<float>(items);
        return Of(Named("swiglu", width), items, device => FlatKernels.Gate(device, items, width, x, y), y, i => FlatKernels.Gate(i, width, x, y));
    }

    /// <summary>A bias for each column.</summary>
    /// <param name="width">The columns.</param>
    public static HostCase AddBias(int width = Width)
    {
        int items = Rows * Width / width * width;
        float[] x = Values.Of(items), bias = Values.Of(width), y = Pinned.Zeros<float>(items);
        return Of(Named("bias", width), items, device => FlatKernels.AddBias(device, items, width, x, bias, y), y, i => FlatKernels.AddBias(i, width, x, bias, y));
    }

    /// <summary>A bias for each column, in place.</summary>
    /// <param name="width">The columns.</param>
    public static HostCase AddBiasInPlace(int width = Width)
    {
        int items = Rows * Width / width * width;
        float[] bias = Values.Of(width), x = Values.Of(items), initial = [.. x];
        return Of(
            Named("bias in place", width), items, device => FlatKernels.AddBiasInPlace(device, items, width, bias, x), x, i => FlatKernels.AddBiasInPlace(i, width, bias, x))
        with
        { Reset = () => initial.CopyTo(x, 0) };
    }

    /// <summary>A step of a descent.</summary>
    /// <param name="width">The columns.</param>
    public static HostCase Descend(int width = Width)
    {
        int items = Rows * Width / width * width;
        float[] rates = Values.Of(width), gradients = Values.Of(items), weights = Values.Of(items), initial = [.. weights];
        return Of(
            Named("descent", width), items, device => FlatKernels.Descend(device, items, width, 0.01f, rates, gradients, weights), weights,
            i => FlatKernels.Descend(i, width, 0.01f, rates, gradients, weights))
        with
        { Reset = () => initial.CopyTo(weights, 0) };
    }

    /// <summary>Embeddings of tokens.</summary>
    public static HostCase Embed()
    {
        int[] tokens = Pinned.Of(Rows, static row => row * 7 % 300);
        float[] table = Values.Of(300 * Width), y = Pinned.Zeros<float>(Rows * Width);
        return Of("embeddings", Rows * Width, device => FlatKernels.Embed(device, Rows * Width, Width, tokens, table, y), y, i => FlatKernels.Embed(i, Width, tokens, table, y));
    }

    /// <summary>Halves of heads, turned in place.</summary>
    public static HostCase Rotate()
    {
        float[] cosines = Values.Of(Width / 2), sines = Values.Of(Width / 2), heads = Values.Of(Rows * Width), initial = [.. heads];
        return Of(
            "rotary halves", Rows * Width / 2, device => FlatKernels.Rotate(device, Rows * Width / 2, Width / 2, cosines, sines, heads), heads,
            i => FlatKernels.Rotate(i, Width / 2, cosines, sines, heads))
        with
        { Reset = () => initial.CopyTo(heads, 0) };
    }

    /// <summary>A matrix product.</summary>
    /// <param name="width">The columns of its right side.</param>
    public static HostCase Multiply(int width = Width)
    {
        int items = Width * width;
        float[] a = Values.Of(Width * Width), b = Values.Of(Width * width), y = Pinned.Zeros<float>(items);
        return Of(
            Named("product", width), items, device => FlatKernels.Multiply(device, items, Width, width, Width, a, b, y), y,
            i => FlatKernels.Multiply(i, Width, width, Width, a, b, y));
    }

    /// <summary>The results of attention.</summary>
    public static HostCase MixValues()
    {
        const int Heads = 4, Size = 64, Tokens = 64;
        float[] weights = Values.Of(Tokens * Heads * Tokens), values = Values.Of(Tokens * Heads * Size), y = Pinned.Zeros<float>(Tokens * Heads * Size);
        return Of(
            "attention's results", Tokens * Heads * Size, device => FlatKernels.MixValues(device, Tokens * Heads * Size, Heads, Size, Tokens, weights, values, y), y,
            i => FlatKernels.MixValues(i, Heads, Size, Tokens, weights, values, y));
    }

    private static string Named(string name, int width) => width == Width ? name : $"{name}, rows of {width}";

    private static HostCase Of(string name, int items, Action<HmmDevice> launch, Array results, Action<int> item)
        => HostCase.OfRows($"{name}, {items} items of a flat index", items, launch, results, item);
}
