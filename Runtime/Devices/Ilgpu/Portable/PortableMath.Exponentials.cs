using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Powers of e and the hyperbolic functions. The polynomials are those of fdlibm.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Exp{T}(T)"/>
    public static float Exp(float value)
    {
        // In double; e^r with |r| <= ln(2)/2 to 2^-33.
        double x = DeviceMath.Less(value, -110f) != 0 ? -110 : DeviceMath.Greater(value, 90f) != 0 ? 90 : value;
        double turns = Nearest(x * 1.44269504088896338700);
        double r = (x - turns * Ln2High) - turns * Ln2Low;
        double high = 1.9841269841269841e-4 * r + 1.3888888888888889e-3;
        high = (high * r + 8.3333333333333333e-3) * r + 4.1666666666666667e-2;
        high = (high * r + 1.6666666666666667e-1) * r + 0.5;
        double result = ((high * r) * r + r + 1) * PowerOfTwo((int)turns);
        return DeviceMath.IsNaN(value) ? value : (float)result;
    }

    /// <inheritdoc cref="DeviceMath.Exp{T}(T)"/>
    public static double Exp(double value)
    {
        if (DeviceMath.IsNaN(value))
        {
            return value;
        }

        return DeviceMath.Greater(value, 709.782712893383973096) != 0 ? double.PositiveInfinity
            : DeviceMath.Less(value, -745.133219101941108420) != 0 ? 0
            : ScaledExp(value, 0);
    }

    /// <summary>e to a power times 2 to another, where the first alone may be out of range.</summary>
    private static double ScaledExp(double value, int exponent)
    {
        double turns = Nearest(value * 1.44269504088896338700);
        double high = value - turns * Ln2High;
        double low = turns * Ln2Low;
        double x = high - low;
        double t = x * x;
        double c = 4.13813679705723846039e-08 * t - 1.65339022054652515390e-06;
        c = (c * t + 6.61375632143793436117e-05) * t - 2.77777777770155933842e-03;
        c = x - ((c * t + 1.66666666666666019037e-01) * t);
        return Scale(1 + (x * c / (2 - c) - low + high), (int)turns + exponent);
    }

    /// <summary>e to a power, less 1, without the loss of a subtraction.</summary>
    private static double ExpLess1(double value)
    {
        int size = Size(value);
        bool negative = High(value) < 0;
        if (size >= 0x4043_687A)
        {
            // At least 56 ln 2 either way.
            return negative ? -1 : Exp(value);
        }

        double x = value;
        double c = 0;
        int k = 0;
        if (size > 0x3FD6_2E42)
        {
            double turns = size < 0x3FF0_A2B2 ? (negative ? -1 : 1) : Nearest(value * 1.44269504088896338700);
            k = (int)turns;
            double high = value - turns * Ln2High;
            double low = turns * Ln2Low;
            x = high - low;
            c = (high - x) - low;
        }
        else if (size < 0x3C90_0000)
        {
            return value;
        }

        double half = 0.5 * x;
        double square = x * half;
        double r = -2.01099218183624371326e-07 * square + 4.00821782732936239552e-06;
        r = (r * square - 7.93650757867487942473e-05) * square + 1.58730158725481460165e-03;
        r = (r * square - 3.33333333333331316428e-02) * square + 1;
        double t = 3 - r * half;
        double e = square * ((r - t) / (6 - x * t));
        if (k == 0)
        {
            return x - (x * e - square);
        }

        e = (x * (e - c) - c) - square;
        if (k == -1)
        {
            return 0.5 * (x - e) - 0.5;
        }

        if (k == 1)
        {
            return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
        }

        double power = PowerOfTwo(k);
        if (k < 0 || k > 56)
        {
            return (x - e + 1) * power - 1;
        }

        double inverse = PowerOfTwo(-k);
        return k < 20 ? (x - e + (1 - inverse)) * power : (x - (e + inverse) + 1) * power;
    }

    /// <inheritdoc cref="DeviceMath.Sinh{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sinh(float value) => (float)Sinh((double)value);

    /// <inheritdoc cref="DeviceMath.Sinh{T}(T)"/>
    public static double Sinh(double value)
    {
        double half = CopySign(0.5, value);
        double x = Abs(value);
        int size = Size(value);
        if (size >= 0x4086_2E42)
        {
            // e^x is out of range, or nearly; its half is not yet.
            return DeviceMath.IsNaN(value) ? value
                : DeviceMath.Greater(x, 711) != 0 ? half * double.PositiveInfinity
                : 2 * half * ScaledExp(x, -1);
        }

        if (size < 0x3E50_0000)
        {
            return value;
        }

        double t = ExpLess1(x);
        return size < 0x3FF0_0000 ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1));
    }

    /// <inheritdoc cref="DeviceMath.Cosh{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cosh(float value) => (float)Cosh((double)value);

    /// <inheritdoc cref="DeviceMath.Cosh{T}(T)"/>
    public static double Cosh(double value)
    {
        double x = Abs(value);
        int size = Size(value);
        if (size < 0x3E50_0000)
        {
            return 1;
        }

        if (size < 0x3FE6_2E42)
        {
            double t = ExpLess1(x);
            return 1 + t * t / (2 * (1 + t));
        }

        if (size < 0x4086_2E42)
        {
            double t = Exp(x);
            return 0.5 * (t + 1 / t);
        }

        return DeviceMath.IsNaN(value) ? value : DeviceMath.Greater(x, 711) != 0 ? double.PositiveInfinity : ScaledExp(x, -1);
    }

    /// <inheritdoc cref="DeviceMath.Tanh{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float value) => (float)Tanh((double)value);

    /// <inheritdoc cref="DeviceMath.Tanh{T}(T)"/>
    public static double Tanh(double value)
    {
        double x = Abs(value);
        int size = Size(value);
        if (size > 0x4034_0000)
        {
            // So near to 1 that only NaN is not 1.
            return DeviceMath.IsNaN(value) ? value : CopySign(1, value);
        }

        if (size < 0x0010_0000)
        {
            return value;
        }

        bool small = size <= 0x3FD0_58AE;
        double t = ExpLess1(small ? -2 * x : 2 * x);
        double result = size > 0x3FE1_93EA ? 1 - 2 / (t + 2) : (small ? -t : t) / (t + 2);
        return CopySign(result, value);
    }
}
