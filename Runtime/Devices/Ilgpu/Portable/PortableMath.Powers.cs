using System.Runtime.CompilerServices;
using HmmGen.Kernels;
using ILGPU.Algorithms;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Roots and powers. The polynomials are those of fdlibm.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Sqrt{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float value) => XMath.Sqrt(value);

    /// <inheritdoc cref="DeviceMath.Sqrt{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sqrt(double value) => XMath.Sqrt(value);

    /// <inheritdoc cref="DeviceMath.Pow{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Pow(float value, float power) => (float)Pow((double)value, (double)power);

    /// <inheritdoc cref="DeviceMath.Pow{T}(T, T)"/>
    public static double Pow(double value, double power)
    {
        if (power == 0 || value == 1)
        {
            return 1;
        }

        if (DeviceMath.IsNaN(value) || DeviceMath.IsNaN(power))
        {
            return value + power;
        }

        double x = Abs(value);
        bool rising = High(power) >= 0;
        bool infinite = Size(power) == 0x7FF0_0000;
        if (infinite)
        {
            return x == 1 ? 1 : (DeviceMath.Greater(x, 1) != 0) == rising ? double.PositiveInfinity : 0;
        }

        bool odd = IsOdd(power);
        double sign = odd && High(value) < 0 ? -1 : 1;
        if (x == 0 || Size(value) == 0x7FF0_0000)
        {
            return (x == 0) == rising ? sign * 0 : sign * double.PositiveInfinity;
        }

        return High(value) < 0 && Truncate(power) != power ? double.NaN : sign * PositivePow(x, power);
    }

    /// <summary>Whether a number is whole and odd.</summary>
    private static bool IsOdd(double value)
    {
        double size = Abs(value);
        if (DeviceMath.GreaterOrEqual(size, 9007199254740992.0) != 0 || Truncate(size) != size)
        {
            return false;
        }

        return ((long)size & 1) != 0;
    }

    /// <summary>Of a positive finite number: 2 to its logarithm, which is taken in two parts, times the power.</summary>
    private static double PositivePow(double x, double power)
    {
        if (x == 1)
        {
            return 1;
        }

        bool rising = High(power) >= 0;
        int size = Size(x);
        double log;
        double logLow;
        if (Size(power) > 0x41E0_0000)
        {
            // More than 2^31 either way: all but numbers next to 1 leave the range.
            if (Size(power) > 0x43F0_0000 || size < 0x3FEF_FFFF || size > 0x3FF0_0000)
            {
                return (DeviceMath.Greater(x, 1) != 0) == rising ? double.PositiveInfinity : 0;
            }

            double t = x - 1;
            double w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
            double u = 1.44269502162933349609e+00 * t;
            double v = t * 1.92596299112661746887e-08 - w * 1.44269504088896338700e+00;
            log = Head(u + v);
            logLow = v - (log - u);
        }
        else
        {
            log = SplitLog2(x, out logLow);
        }

        double head = Head(power);
        double low = (power - head) * log + power * logLow;
        double high = head * log;
        double z = low + high;
        if (DeviceMath.GreaterOrEqual(z, 1024) != 0)
        {
            if (z != 1024 || DeviceMath.Greater(low + 8.0085662595372944372e-17, z - high) != 0)
            {
                return double.PositiveInfinity;
            }
        }
        else if (DeviceMath.LessOrEqual(z, -1075) != 0 && (z != -1075 || DeviceMath.LessOrEqual(low, z - high) != 0))
        {
            return 0;
        }

        double turns = Nearest(z);
        high -= turns;
        double part = Head(low + high);
        double big = part * 6.93147182464599609375e-01;
        double small = (low - (part - high)) * 6.93147180559945286227e-01 - part * 1.90465429995776804525e-09;
        z = big + small;
        double rest = small - (z - big);
        double square = z * z;
        double c = 4.13813679705723846039e-08 * square - 1.65339022054652515390e-06;
        c = (c * square + 6.61375632143793436117e-05) * square - 2.77777777770155933842e-03;
        c = z - ((c * square + 1.66666666666666019037e-01) * square);
        double r = z * c / (c - 2) - (rest + z * rest);
        return Scale(1 - (r - z), (int)turns);
    }

    /// <summary>The logarithm to base 2 of a positive finite number, in a part of 21 bits and the rest.</summary>
    private static double SplitLog2(double value, out double low)
    {
        bool subnormal = High(value) < 0x0010_0000;
        double x = subnormal ? value * 9007199254740992.0 : value;
        int n = (High(x) >> 20) - 0x3FF - (subnormal ? 53 : 0);
        int fraction = High(x) & 0x000F_FFFF;
        int high = fraction | 0x3FF0_0000;
        bool middle = fraction > 0x3988E && fraction < 0xBB67A;
        if (fraction >= 0xBB67A)
        {
            n++;
            high -= 0x0010_0000;
        }

        x = WithHigh(x, high);
        double near = middle ? 1.5 : 1.0;
        double u = x - near;
        double v = 1 / (x + near);
        double s = u * v;
        double sHigh = Head(s);
        double sum = WithHigh(0, ((high >> 1) | 0x2000_0000) + 0x0008_0000 + (middle ? 0x0004_0000 : 0));
        double sLow = v * ((u - sHigh * sum) - sHigh * (x - (sum - near)));
        double square = s * s;
        double r = 2.06975017800338417784e-01 * square + 2.30660745775561754067e-01;
        r = (r * square + 2.72728123808534006489e-01) * square + 3.33333329818377432918e-01;
        r = (r * square + 4.28571428578550184252e-01) * square + 5.99999999999994648725e-01;
        r = square * square * r + sLow * (sHigh + s);
        square = sHigh * sHigh;
        double tHigh = Head(3 + square + r);
        double tLow = r - ((tHigh - 3) - square);
        u = sHigh * tHigh;
        v = sLow * tHigh + tLow * s;
        double pHigh = Head(u + v);
        double pLow = v - (pHigh - u);
        double zHigh = 9.61796700954437255859e-01 * pHigh;
        double zLow = -7.02846165095275826516e-09 * pHigh + pLow * 9.61796693925975554329e-01 + (middle ? 1.35003920212974897128e-08 : 0);
        double step = middle ? 5.84962487220764160156e-01 : 0;
        double result = Head(((zHigh + zLow) + step) + n);
        low = zLow - (((result - n) - step) - zHigh);
        return result;
    }

    /// <inheritdoc cref="DeviceMath.Exp2{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2(float value) => (float)Pow(2, (double)value);

    /// <inheritdoc cref="DeviceMath.Exp2{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp2(double value) => Pow(2, value);

    /// <inheritdoc cref="DeviceMath.Exp10{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp10(float value) => (float)Pow(10, (double)value);

    /// <inheritdoc cref="DeviceMath.Exp10{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp10(double value) => Pow(10, value);

    /// <inheritdoc cref="DeviceMath.Cbrt{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cbrt(float value) => (float)Cbrt((double)value);

    /// <inheritdoc cref="DeviceMath.Cbrt{T}(T)"/>
    public static double Cbrt(double value)
    {
        if (value == 0 || !IsFinite(value))
        {
            return value;
        }

        // A third of the exponent gives 5 bits, a polynomial 23, and a step of Newton's, from what is rounded to 23 bits, all of them.
        bool subnormal = Size(value) < 0x0010_0000;
        double x = Abs(value);
        double near = WithHigh(0, subnormal ? Size(x * 18014398509481984.0) / 3 + 696219795 : Size(x) / 3 + 715094163);
        double r = near * near * (near / x);
        near *= 1.87595182427177009643 + r * (-1.88497979543377169875 + r * 1.621429720105354466140)
            + r * r * r * (-0.758397934778766047437 + r * 0.145996192886612446982);
        near = FromBits((Bits(near) + 0x8000_0000ul) & 0xFFFF_FFFF_C000_0000ul);
        double part = x / (near * near);
        return CopySign(near + near * ((part - near) / (near + near + part)), value);
    }
}
