namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels whose items have several elements beside each other.</summary>
public static partial class InterleavedKernels
{
    /// <summary>Complex numbers of <c>double</c> are multiplied.</summary>
    [HmmKernel]
    public static void Multiply(int i, ReadOnlySpan<ComplexNumber> x, ReadOnlySpan<ComplexNumber> y, Span<ComplexNumber> z)
    {
        ComplexNumber a = x[i], b = y[i];
        z[i] = new ComplexNumber { Real = a.Real * b.Real - a.Imaginary * b.Imaginary, Imaginary = a.Real * b.Imaginary + a.Imaginary * b.Real };
    }

    /// <summary>Two sides become one.</summary>
    [HmmKernel]
    public static void Mix(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = 0.5f * (x[2 * i] + x[2 * i + 1]);

    /// <summary>Three planes become pixels.</summary>
    [HmmKernel]
    public static void Pack(int i, ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<float> pixels)
    {
        pixels[3 * i] = red[i];
        pixels[3 * i + 1] = green[i];
        pixels[3 * i + 2] = blue[i];
    }

    /// <summary>How much of two boxes lies in both.</summary>
    [HmmKernel]
    public static void Overlap(int i, ReadOnlySpan<float> boxes, ReadOnlySpan<float> others, Span<float> shares)
    {
        float left = boxes[4 * i], top = boxes[4 * i + 1], right = boxes[4 * i + 2], bottom = boxes[4 * i + 3];
        float otherLeft = others[4 * i], otherTop = others[4 * i + 1], otherRight = others[4 * i + 2], otherBottom = others[4 * i + 3];
        float width = MathF.Max(0, MathF.Min(right, otherRight) - MathF.Max(left, otherLeft));
        float height = MathF.Max(0, MathF.Min(bottom, otherBottom) - MathF.Max(top, otherTop));
        float both = width * height;
        shares[i] = both / ((right - left) * (bottom - top) + (otherRight - otherLeft) * (otherBottom - otherTop) - both);
    }
}
