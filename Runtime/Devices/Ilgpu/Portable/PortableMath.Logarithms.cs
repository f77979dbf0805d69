using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Logarithms. The polynomials are those of fdlibm.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Log{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float value) => (float)Log((double)value);

    /// <inheritdoc cref="DeviceMath.Log{T}(T)"/>
    public static double Log(double value)
    {
        if (Size(value) >= 0x7FF0_0000 || High(value) < 0 || value == 0)
        {
            return value == 0 ? double.NegativeInfinity : High(value) < 0 && !DeviceMath.IsNaN(value) ? double.NaN : value;
        }

        double scaled = Mantissa(value, out int k);
        double f = scaled - 1;
        double half = 0.5 * f * f;
        double s = f / (2 + f);
        return s * (half + LogTail(s)) + k * Ln2Low - half + f + k * Ln2High;
    }

    /// <inheritdoc cref="DeviceMath.Log2{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log2(float value) => (float)Log2((double)value);

    /// <inheritdoc cref="DeviceMath.Log2{T}(T)"/>
    public static double Log2(double value)
    {
        if (Size(value) >= 0x7FF0_0000 || High(value) < 0 || value == 0)
        {
            return value == 0 ? double.NegativeInfinity : High(value) < 0 && !DeviceMath.IsNaN(value) ? double.NaN : value;
        }

        double scaled = Mantissa(value, out int k);
        double f = scaled - 1;
        double half = 0.5 * f * f;
        double s = f / (2 + f);
        double high = Head(f - half);
        double low = f - high - half + s * (half + LogTail(s));
        double large = high * 1.44269504072144627571e+00;
        double small = (low + high) * 1.67517131648865118353e-10 + low * 1.44269504072144627571e+00;
        double sum = k + large;
        return small + (k - sum + large) + sum;
    }

    /// <inheritdoc cref="DeviceMath.Log10{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log10(float value) => (float)Log10((double)value);

    /// <inheritdoc cref="DeviceMath.Log10{T}(T)"/>
    public static double Log10(double value)
    {
        if (Size(value) >= 0x7FF0_0000 || High(value) < 0 || value == 0)
        {
            return value == 0 ? double.NegativeInfinity : High(value) < 0 && !DeviceMath.IsNaN(value) ? double.NaN : value;
        }

        double scaled = Mantissa(value, out int k);
        double f = scaled - 1;
        double half = 0.5 * f * f;
        double s = f / (2 + f);
        double high = Head(f - half);
        double low = f - high - half + s * (half + LogTail(s));
        double large = high * 4.34294481878168880939e-01;
        double whole = k * 3.01029995663611771306e-01;
        double small = k * 3.69423907715893078616e-13 + (low + high) * 2.50829467116452752298e-11 + low * 4.34294481878168880939e-01;
        double sum = whole + large;
        return small + (whole - sum + large) + sum;
    }

    /// <inheritdoc cref="DeviceMath.Log{T}(T, T)"/>
    public static float Log(float value, float newBase)
    {
        if (DeviceMath.IsNaN(value) || DeviceMath.IsNaN(newBase))
        {
            return value + newBase;
        }

        return newBase == 1 || (value != 1 && (newBase == 0 || newBase == float.PositiveInfinity))
            ? float.NaN
            : Log(value) / Log(newBase);
    }

    /// <inheritdoc cref="DeviceMath.Log{T}(T, T)"/>
    public static double Log(double value, double newBase)
    {
        if (DeviceMath.IsNaN(value) || DeviceMath.IsNaN(newBase))
        {
            return value + newBase;
        }

        return newBase == 1 || (value != 1 && (newBase == 0 || newBase == double.PositiveInfinity))
            ? double.NaN
            : Log(value) / Log(newBase);
    }

    /// <summary>A positive finite number as one from sqrt(1/2) to sqrt(2) times 2 to <paramref name="exponent"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Mantissa(double value, out int exponent)
    {
        bool subnormal = High(value) < 0x0010_0000;
        double x = subnormal ? value * 18014398509481984.0 : value;
        int high = High(x) + (0x3FF0_0000 - 0x3FE6_A09E);
        exponent = (high >> 20) - 0x3FF - (subnormal ? 54 : 0);
        return WithHigh(x, (high & 0x000F_FFFF) + 0x3FE6_A09E);
    }

    /// <summary>(log(1 + f) - 2s) / s, of s = f / (2 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LogTail(double s)
    {
        double z = s * s;
        double w = z * z;
        double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        double odd = z * (6.666666666666735130e-01
            + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
        return odd + even;
    }
}
