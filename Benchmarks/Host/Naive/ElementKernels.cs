namespace HmmGen.Benchmarks.Host.Naive;

/// <summary>Kernels in which each element is on its own.</summary>
public static partial class ElementKernels
{
    /// <summary>Adds a multiple.</summary>
    [HmmKernel]
    public static void Saxpy(int i, float a, ReadOnlySpan<float> x, Span<float> y) => y[i] += a * x[i];

    /// <summary>The brightness of a pixel.</summary>
    [HmmKernel]
    public static void Grey(int i, ReadOnlySpan<byte> rgba, Span<byte> grey)
        => grey[i] = (byte)((77 * rgba[4 * i] + 150 * rgba[4 * i + 1] + 29 * rgba[4 * i + 2]) >> 8);

    /// <summary>The logistic function.</summary>
    [HmmKernel]
    public static void Sigmoid(int i, ReadOnlySpan<float> x, Span<float> y) => y[i] = 1f / (1f + MathF.Exp(-x[i]));

    /// <summary>The price of a call option.</summary>
    [HmmKernel]
    public static void BlackScholes(
        int i, float rate, float volatility, ReadOnlySpan<float> price, ReadOnlySpan<float> strike, ReadOnlySpan<float> years, Span<float> call)
    {
        float root = MathF.Sqrt(years[i]);
        float d1 = (MathF.Log(price[i] / strike[i]) + (rate + 0.5f * volatility * volatility) * years[i]) / (volatility * root);
        float d2 = d1 - volatility * root;
        call[i] = price[i] * Normal(d1) - strike[i] * MathF.Exp(-rate * years[i]) * Normal(d2);
    }

    /// <summary>The cumulative normal distribution, by a polynomial of Abramowitz and Stegun (26.2.17).</summary>
    private static float Normal(float d)
    {
        float k = 1f / (1f + 0.2316419f * MathF.Abs(d));
        float tail = 0.39894228f * MathF.Exp(-0.5f * d * d)
            * (k * (0.31938153f + k * (-0.356563782f + k * (1.781477937f + k * (-1.821255978f + k * 1.330274429f)))));
        return d > 0 ? 1f - tail : tail;
    }
}
