using System.Runtime.CompilerServices;
using HmmGen.Kernels;
using ILGPU.Algorithms;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Arc functions. The polynomials are those of fdlibm.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Atan{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan(float value) => (float)Atan((double)value);

    /// <inheritdoc cref="DeviceMath.Atan{T}(T)"/>
    public static double Atan(double value)
    {
        int size = Size(value);
        if (size >= 0x4410_0000)
        {
            return DeviceMath.IsNaN(value) ? value : CopySign(HalfPi, value);
        }

        if (size < 0x3E40_0000)
        {
            return value;
        }

        // atan(x) = atan(c) + atan((x - c) / (1 + cx)), for the nearest of five c.
        double x = Abs(value);
        double base0 = 0;
        double base1 = 0;
        if (size >= 0x4003_8000)
        {
            x = -1 / x;
            base0 = HalfPi;
            base1 = HalfPiLow;
        }
        else if (size >= 0x3FF3_0000)
        {
            x = (x - 1.5) / (1 + 1.5 * x);
            base0 = 9.82793723247329054082e-01;
            base1 = 1.39033110312309984516e-17;
        }
        else if (size >= 0x3FE6_0000)
        {
            x = (x - 1) / (x + 1);
            base0 = 7.85398163397448278999e-01;
            base1 = 3.06161699786838301793e-17;
        }
        else if (size >= 0x3FDC_0000)
        {
            x = (2 * x - 1) / (2 + x);
            base0 = 4.63647609000806093515e-01;
            base1 = 2.26987774529616870924e-17;
        }

        double z = x * x;
        double w = z * z;
        double even = 1.62858201153657823623e-02 * w + 4.97687799461593236017e-02;
        even = (even * w + 6.66107313738753120669e-02) * w + 9.09088713343650656196e-02;
        even = (even * w + 1.42857142725034663711e-01) * w + 3.33333333333329318027e-01;
        double odd = -3.65315727442169155270e-02 * w - 5.83357013379057348645e-02;
        odd = (odd * w - 7.69187620504482999495e-02) * w - 1.11111104054623557880e-01;
        odd = (odd * w - 1.99999999998764832476e-01) * w;
        double part = x * (z * even + odd);
        return CopySign(size < 0x3FDC_0000 ? x - part : base0 - ((part - base1) - x), value);
    }

    /// <inheritdoc cref="DeviceMath.Atan2{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Atan2(float y, float x) => (float)Atan2((double)y, (double)x);

    /// <inheritdoc cref="DeviceMath.Atan2{T}(T, T)"/>
    public static double Atan2(double y, double x)
    {
        if (DeviceMath.IsNaN(x) || DeviceMath.IsNaN(y))
        {
            return x + y;
        }

        bool left = High(x) < 0;
        int sizeX = Size(x);
        int sizeY = Size(y);
        double angle;
        if (y == 0)
        {
            angle = left ? Math.PI : 0;
        }
        else if (x == 0)
        {
            angle = HalfPi;
        }
        else if (sizeX == 0x7FF0_0000)
        {
            angle = sizeY == 0x7FF0_0000 ? (left ? 2.35619449019234483700e+00 : 7.85398163397448278999e-01) : left ? Math.PI : 0;
        }
        else if (sizeY - sizeX > 64 << 20 || sizeY == 0x7FF0_0000)
        {
            angle = HalfPi;
        }
        else
        {
            double z = left && sizeX - sizeY > 64 << 20 ? 0 : Atan(Abs(y / x));
            angle = left ? Math.PI - (z - 1.2246467991473531772e-16) : z;
        }

        return CopySign(angle, y);
    }

    /// <inheritdoc cref="DeviceMath.Asin{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Asin(float value) => (float)Asin((double)value);

    /// <inheritdoc cref="DeviceMath.Asin{T}(T)"/>
    public static double Asin(double value)
    {
        double x = Abs(value);
        int size = Size(value);
        if (size >= 0x3FF0_0000)
        {
            return x == 1 ? CopySign(HalfPi, value) : double.NaN;
        }

        if (size < 0x3FE0_0000)
        {
            return size < 0x3E50_0000 ? value : value + value * ArcTail(value * value);
        }

        double z = (1 - x) * 0.5;
        double s = XMath.Sqrt(z);
        double r = ArcTail(z);
        double head = Head(s);
        double c = (z - head * head) / (s + head);
        double result = size >= 0x3FEF_3333
            ? HalfPi - (2 * (s + s * r) - HalfPiLow)
            : 0.5 * HalfPi - (2 * s * r - (HalfPiLow - 2 * c) - (0.5 * HalfPi - 2 * head));
        return CopySign(result, value);
    }

    /// <inheritdoc cref="DeviceMath.Acos{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Acos(float value) => (float)Acos((double)value);

    /// <inheritdoc cref="DeviceMath.Acos{T}(T)"/>
    public static double Acos(double value)
    {
        int size = Size(value);
        if (size >= 0x3FF0_0000)
        {
            return value == 1 ? 0 : value == -1 ? Math.PI : double.NaN;
        }

        if (size < 0x3FE0_0000)
        {
            return size <= 0x3C60_0000 ? HalfPi : HalfPi - (value - (HalfPiLow - value * ArcTail(value * value)));
        }

        double z = (1 - Abs(value)) * 0.5;
        double s = XMath.Sqrt(z);
        double r = ArcTail(z) * s;
        if (High(value) < 0)
        {
            return 2 * (HalfPi - (s + (r - HalfPiLow)));
        }

        double head = Head(s);
        return 2 * (head + (r + (z - head * head) / (s + head)));
    }

    /// <summary>(asin(x) - x) / x, of x squared up to a quarter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ArcTail(double z)
    {
        double p = 3.47933107596021167570e-05 * z + 7.91534994289814532176e-04;
        p = (p * z - 4.00555345006794114027e-02) * z + 2.01212532134862925881e-01;
        p = (p * z - 3.25565818622400915405e-01) * z + 1.66666666666666657415e-01;
        double q = 7.70381505559019352791e-02 * z - 6.88283971605453293030e-01;
        q = (q * z + 2.02094576023350569471e+00) * z - 2.40339491173441421878e+00;
        return z * p / (1 + z * q);
    }
}
