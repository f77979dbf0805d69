using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Sine, cosine and tangent. The polynomials are those of fdlibm.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Sin{T}(T)"/>
    public static float Sin(float value)
    {
        if (!DeviceMath.IsFinite(value))
        {
            return float.NaN;
        }

        if (value == 0)
        {
            // The sums below would lose the sign of -0.
            return value;
        }

        double x = ShortReduce(value, out int quarter);
        double result = (quarter & 1) != 0 ? ShortCosine(x) : ShortSine(x);
        return (float)((quarter & 2) != 0 ? -result : result);
    }

    /// <inheritdoc cref="DeviceMath.Sin{T}(T)"/>
    public static double Sin(double value)
    {
        if (!DeviceMath.IsFinite(value))
        {
            return double.NaN;
        }

        double x = Reduce(value, out double low, out int quarter);
        double result = (quarter & 1) != 0 ? Cosine(x, low) : Sine(x, low);
        return (quarter & 2) != 0 ? -result : result;
    }

    /// <inheritdoc cref="DeviceMath.Cos{T}(T)"/>
    public static float Cos(float value)
    {
        if (!DeviceMath.IsFinite(value))
        {
            return float.NaN;
        }

        double x = ShortReduce(value, out int quarter);
        double result = (quarter & 1) == 0 ? ShortCosine(x) : ShortSine(x);
        return (float)(((quarter + 1) & 2) != 0 ? -result : result);
    }

    /// <inheritdoc cref="DeviceMath.Cos{T}(T)"/>
    public static double Cos(double value)
    {
        if (!DeviceMath.IsFinite(value))
        {
            return double.NaN;
        }

        double x = Reduce(value, out double low, out int quarter);
        double result = (quarter & 1) == 0 ? Cosine(x, low) : Sine(x, low);
        return ((quarter + 1) & 2) != 0 ? -result : result;
    }

    /// <inheritdoc cref="DeviceMath.Tan{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tan(float value) => (float)Tan((double)value);

    /// <inheritdoc cref="DeviceMath.Tan{T}(T)"/>
    public static double Tan(double value)
    {
        if (!DeviceMath.IsFinite(value))
        {
            return double.NaN;
        }

        if (Size(value) < 0x3E30_0000)
        {
            // Its own tangent. The sums below would lose the sign of -0.
            return value;
        }

        double x = Reduce(value, out double low, out int quarter);
        return Tangent(x, low, (quarter & 1) != 0);
    }

    /// <summary>The sine of an angle within a quarter of pi, in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sine(double x, double low)
    {
        double z = x * x;
        double v = z * x;
        double r = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * 2.75573137070700676789e-06)
            + z * (z * z) * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10);
        return x - ((z * (0.5 * low - v * r) - low) - v * -1.66666666666666324348e-01);
    }

    /// <summary>The cosine of an angle within a quarter of pi, in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Cosine(double x, double low)
    {
        double z = x * x;
        double w = z * z;
        double r = z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * 2.48015872894767294178e-05))
            + w * w * (-2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11));
        double half = 0.5 * z;
        double rest = DeviceMath.Apart(1 - half);
        return rest + (((1 - rest) - half) + (z * r - x * low));
    }

    /// <summary>The tangent of an angle within a quarter of pi, in two parts, or of the angle a quarter turn further.</summary>
    private static double Tangent(double angle, double angleLow, bool quarter)
    {
        bool big = Size(angle) >= 0x3FE5_9428;
        bool negative = High(angle) < 0;
        double x = angle;
        double low = angleLow;
        if (big)
        {
            x = negative ? -x : x;
            low = negative ? -low : low;
            x = (7.85398163397448278999e-01 - x) + (3.06161699786838301793e-17 - low);
            low = 0;
        }

        double z = x * x;
        double w = z * z;
        double r = -1.85586374855275456654e-05 * w + 7.81794442939557092300e-05;
        r = (r * w + 5.88041240820264096874e-04) * w + 3.59207910759131235356e-03;
        r = (r * w + 2.18694882948595424599e-02) * w + 1.33333333333201242699e-01;
        double v = 2.59073051863633712884e-05 * w + 7.14072491382608190305e-05;
        v = (v * w + 2.46463134818469906812e-04) * w + 1.45620945432529025516e-03;
        v = (v * w + 8.86323982359930005737e-03) * w + 5.39682539762260521377e-02;
        double s = z * x;
        r = low + z * (s * (r + z * v) + low) + s * 3.33333333333334091986e-01;
        double sum = x + r;
        if (big)
        {
            double one = quarter ? -1 : 1;
            double result = one - 2 * (x + (r - sum * sum / (sum + one)));
            return negative ? -result : result;
        }

        if (!quarter)
        {
            return sum;
        }

        double head = Head(sum);
        double inverse = -1 / sum;
        double inverseHead = Head(inverse);
        return inverseHead + inverse * (1 + inverseHead * head + inverseHead * (r - (head - x)));
    }

    /// <summary>The sine to float's precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ShortSine(double x)
    {
        double z = x * x;
        double s = z * x;
        return x + s * (-0.166666666416265235595 + z * 0.0083333293858894631756)
            + s * (z * z) * (-0.000198393348360966317347 + z * 0.0000027183114939898219064);
    }

    /// <summary>The cosine to float's precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ShortCosine(double x)
    {
        double z = x * x;
        double w = z * z;
        return 1 + z * -0.499999997251031003120 + w * 0.0416666233237390631894
            + w * z * (-0.00138867637746099294692 + z * 0.0000243904487962774090654);
    }

    /// <inheritdoc cref="DeviceMath.DegreesToRadians{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float DegreesToRadians(float degrees) => DeviceMath.Apart(DeviceMath.Apart(degrees) * MathF.PI) / 180f;

    /// <inheritdoc cref="DeviceMath.DegreesToRadians{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double DegreesToRadians(double degrees) => DeviceMath.Apart(DeviceMath.Apart(degrees) * Math.PI) / 180d;

    /// <inheritdoc cref="DeviceMath.RadiansToDegrees{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float RadiansToDegrees(float radians) => DeviceMath.Apart(DeviceMath.Apart(radians) * 180f) / MathF.PI;

    /// <inheritdoc cref="DeviceMath.RadiansToDegrees{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RadiansToDegrees(double radians) => DeviceMath.Apart(DeviceMath.Apart(radians) * 180d) / Math.PI;
}
