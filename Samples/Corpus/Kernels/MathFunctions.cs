namespace HmmGen.Corpus;

/// <summary>The mathematics library.</summary>
public static partial class MathFunctions
{
    /// <summary>Functions whose results are defined to the last bit, in double precision.</summary>
    [HmmKernel]
    public static void ExactDouble(int i, ReadOnlySpan<double> x, Span<double> root, Span<double> rounded, Span<double> other)
    {
        double value = x[i];
        root[i] = Math.Sqrt(Math.Abs(value));
        rounded[i] = Math.Floor(value) + 2 * Math.Ceiling(value);
        other[i] = Math.Min(value, 0.5) - Math.Max(value, -0.5);
    }

    /// <summary>Functions whose results are defined to the last bit, in single precision.</summary>
    [HmmKernel]
    public static void ExactSingle(int i, ReadOnlySpan<float> x, Span<float> root, Span<float> rounded, Span<float> other)
    {
        float value = x[i];
        root[i] = MathF.Sqrt(MathF.Abs(value));
        rounded[i] = MathF.Floor(value) + 2 * MathF.Ceiling(value);
        other[i] = MathF.Min(value, 0.5f) - MathF.Max(value, -0.5f);
    }

    /// <summary>Rounding half to even and towards zero.</summary>
    [HmmKernel]
    public static void Rounding(int i, ReadOnlySpan<double> x, Span<double> even, Span<float> zero)
    {
        even[i] = Math.Round(x[i]);
        zero[i] = MathF.Truncate((float)x[i]);
    }

    /// <summary>Minimum and maximum of signed zeros and of what is not a number.</summary>
    [HmmKernel]
    public static void Specials(int i, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> low, Span<float> high, Span<bool> flags)
    {
        low[i] = MathF.Min(x[i], y[i]);
        high[i] = MathF.Max(x[i], y[i]);
        flags[i] = float.IsNaN(x[i]) || x[i] > y[i] || !(x[i] <= y[i]);
    }

    /// <summary>Whole numbers.</summary>
    [HmmKernel]
    public static void Whole(int i, ReadOnlySpan<int> x, ReadOnlySpan<long> y, Span<int> a, Span<long> b)
    {
        a[i] = Math.Abs(x[i]) + Math.Sign(x[i]) * Math.Min(x[i], 5);
        b[i] = Math.Max(y[i], -7L) - Math.Abs(y[i]);
    }

    /// <summary>Transcendental functions, single precision; the fourth output is positive.</summary>
    [HmmKernel]
    public static void TranscendentalSingle(
        int i, ReadOnlySpan<float> x, Span<float> exponential, Span<float> wave, Span<float> tangent, Span<float> power)
    {
        float value = x[i];
        exponential[i] = MathF.Exp(value) - MathF.Log(2f + value * value);
        wave[i] = MathF.Sin(value) + MathF.Cos(2f * value);
        tangent[i] = MathF.Tanh(value);
        power[i] = MathF.Pow(1.5f + MathF.Abs(value), value);
    }

    /// <summary>Transcendental functions, double precision; the fourth output is positive.</summary>
    [HmmKernel]
    public static void TranscendentalDouble(
        int i, ReadOnlySpan<double> x, Span<double> exponential, Span<double> wave, Span<double> tangent, Span<double> power)
    {
        double value = x[i];
        exponential[i] = Math.Exp(value) - Math.Log(2 + value * value);
        wave[i] = Math.Sin(value) + Math.Cos(2 * value);
        tangent[i] = Math.Tanh(value);
        power[i] = Math.Pow(1.5 + Math.Abs(value), value);
    }
}
