namespace HmmGen.Corpus;

/// <summary>One element in, one element out.</summary>
public static partial class Elementwise
{
    private const double Cubic = 0.125;
    private const double Square = -1.5;
    private const double Linear = 0.75;
    private const double Constant = 3;

    private static readonly float Gain = 1.25f;
    private static readonly int Bias = int.Parse("17", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The kernel everybody starts with.</summary>
    [HmmKernel]
    public static void Saxpy(int i, float a, ReadOnlySpan<float> x, Span<float> y) => y[i] += a * x[i];

    /// <summary>A write without a read: nothing has to be brought to the device.</summary>
    [HmmKernel]
    public static void Fill(int i, double value, Span<double> x) => x[i] = value;

    /// <summary>Constants.</summary>
    [HmmKernel]
    public static void Horner(int i, ReadOnlySpan<double> x, Span<double> y)
    {
        const double half = 0.5;
        double t = x[i] * half;
        y[i] = ((Cubic * t + Square) * t + Linear) * t + Constant;
    }

    /// <summary>Static fields whose values are only known when the program runs.</summary>
    [HmmKernel]
    public static void Calibrate(int i, ReadOnlySpan<int> raw, Span<float> value) => value[i] = (raw[i] - Bias) * Gain;

    /// <summary>Conditional expressions, nested.</summary>
    [HmmKernel]
    public static void Limit(int i, float low, float high, Span<float> x)
    {
        float value = x[i];
        x[i] = value < low ? low : value > high ? high : value;
    }

    /// <summary>Short-circuit operators; the second operand is read only where the first one lets it.</summary>
    [HmmKernel]
    public static void Blend(int i, ReadOnlySpan<bool> mask, ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> c)
        => c[i] = mask[i] && (a[i] > 0 || b[i] < 0) ? a[i] : b[i];

    /// <summary>Every compound assignment.</summary>
    [HmmKernel]
    public static void Compound(int i, int amount, Span<int> x, Span<uint> y)
    {
        x[i] += amount;
        x[i] -= 3;
        x[i] *= 5;
        x[i] /= amount;
        x[i] %= 1000;
        x[i] &= 0x7FF;
        x[i] |= 0x10;
        x[i] ^= amount;
        x[i] <<= 3;
        x[i] >>= 1;
        x[i] >>>= 1;
        y[i] >>= 3;
        y[i] += 7u;
    }

    /// <summary>Increments of elements, before and after, with and without their value.</summary>
    [HmmKernel]
    public static void Steps(int i, Span<int> x, Span<long> y, Span<byte> z)
    {
        x[i]++;
        --x[i];
        y[i] = x[i]++ + ++x[i];
        y[i]--;
        z[i]++;
    }

    /// <summary>Several outputs of different types.</summary>
    [HmmKernel]
    public static void SumAndDifference(
        int i, ReadOnlySpan<double> a, ReadOnlySpan<float> b, Span<double> sum, Span<float> difference, Span<bool> less)
    {
        sum[i] = a[i] + b[i];
        difference[i] = (float)a[i] - b[i];
        less[i] = a[i] < b[i];
    }
}
