namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels whose functions cost more than all else.</summary>
public static partial class FunctionKernels
{
    /// <summary>The hyperbolic tangent.</summary>
    [HmmKernel]
    public static void Tanh(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = MathF.Tanh(x[i]);

    /// <summary>The activation of transformers, by the hyperbolic tangent.</summary>
    [HmmKernel]
    public static void Gelu(int i, ReadOnlySpan<float> x, Span<float> y)
        => y[i] = 0.5f * x[i] * (1f + MathF.Tanh(0.7978846f * (x[i] + 0.044715f * x[i] * x[i] * x[i])));

    /// <summary>Brightness as a screen shows it.</summary>
    [HmmKernel]
    public static void Gamma(int i, float power, ReadOnlySpan<float> x, Span<float> y) => y[i] = MathF.Pow(x[i], power);

    /// <summary>Loudness in decibels.</summary>
    [HmmKernel]
    public static void Decibels(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = 20f * MathF.Log10(x[i]);
}
