using System.Numerics;
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Rounding and remainders.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Round{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Round(float value)
    {
        // Numbers as large as this have no fraction: adding one makes the addition round to whole numbers.
        float size = Abs(value);
        float whole = (size + 8388608f) - 8388608f;
        return CopySign(DeviceMath.Less(size, 8388608f) != 0 ? whole : size, value);
    }

    /// <inheritdoc cref="DeviceMath.Round{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Round(double value)
    {
        // Numbers as large as this have no fraction: adding one makes the addition round to whole numbers.
        double size = Abs(value);
        double whole = (size + 4503599627370496d) - 4503599627370496d;
        return CopySign(DeviceMath.Less(size, 4503599627370496d) != 0 ? whole : size, value);
    }

    /// <inheritdoc cref="DeviceMath.Floor{T}(T)"/>
    public static T Floor<T>(T value) where T : IFloatingPointIeee754<T>
    {
        T nearest = DeviceMath.Round(value);
        return DeviceMath.Greater(nearest, value) != 0 ? DeviceMath.CopySign(nearest - T.One, value) : nearest;
    }

    /// <inheritdoc cref="DeviceMath.Ceiling{T}(T)"/>
    public static T Ceiling<T>(T value) where T : IFloatingPointIeee754<T>
    {
        T nearest = DeviceMath.Round(value);
        return DeviceMath.Less(nearest, value) != 0 ? DeviceMath.CopySign(nearest + T.One, value) : nearest;
    }

    /// <inheritdoc cref="DeviceMath.Truncate{T}(T)"/>
    public static T Truncate<T>(T value) where T : IFloatingPointIeee754<T> => DeviceMath.CopySign(Floor(DeviceMath.Abs(value)), value);

    /// <inheritdoc cref="DeviceMath.Remainder{T}(T, T)"/>
    public static float Remainder(float left, float right)
    {
        uint bits = Bits(left) & 0x7FFF_FFFFu;
        uint divisor = Bits(right) & 0x7FFF_FFFFu;
        if (divisor == 0 || divisor > 0x7F80_0000u || bits >= 0x7F80_0000u)
        {
            return (left * right) / (left * right);
        }

        if (bits < divisor)
        {
            return left;
        }

        int exponent = (int)(bits >> 23);
        int divisorExponent = (int)(divisor >> 23);
        ulong rest = exponent == 0 ? bits : (bits & 0x007F_FFFFu) | 0x0080_0000u;
        uint modulus = divisorExponent == 0 ? divisor : (divisor & 0x007F_FFFFu) | 0x0080_0000u;
        exponent = exponent == 0 ? 1 : exponent;
        divisorExponent = divisorExponent == 0 ? 1 : divisorExponent;
        int shift = exponent - divisorExponent;
        rest %= modulus;
        while (shift > 0)
        {
            int step = shift < 40 ? shift : 40;
            rest = (rest << step) % modulus;
            shift -= step;
        }

        // rest * 2^(divisorExponent - 150), which a float holds exactly.
        int zeros = BitOperations.LeadingZeroCount((uint)rest) - 8;
        int down = zeros < divisorExponent - 1 ? zeros : divisorExponent - 1;
        uint mantissa = (uint)rest << down;
        uint result = mantissa >= 0x0080_0000u ? (mantissa & 0x007F_FFFFu) | ((uint)(divisorExponent - down) << 23) : mantissa;
        return FromBits((rest == 0 ? 0u : result) | (Bits(left) & 0x8000_0000u));
    }

    /// <inheritdoc cref="DeviceMath.Remainder{T}(T, T)"/>
    public static double Remainder(double left, double right)
    {
        ulong bits = Bits(left) & 0x7FFF_FFFF_FFFF_FFFFul;
        ulong divisor = Bits(right) & 0x7FFF_FFFF_FFFF_FFFFul;
        if (divisor == 0 || divisor > 0x7FF0_0000_0000_0000ul || bits >= 0x7FF0_0000_0000_0000ul)
        {
            return (left * right) / (left * right);
        }

        if (bits < divisor)
        {
            return left;
        }

        int exponent = (int)(bits >> 52);
        int divisorExponent = (int)(divisor >> 52);
        ulong rest = exponent == 0 ? bits : (bits & 0x000F_FFFF_FFFF_FFFFul) | 0x0010_0000_0000_0000ul;
        ulong modulus = divisorExponent == 0 ? divisor : (divisor & 0x000F_FFFF_FFFF_FFFFul) | 0x0010_0000_0000_0000ul;
        exponent = exponent == 0 ? 1 : exponent;
        divisorExponent = divisorExponent == 0 ? 1 : divisorExponent;
        int shift = exponent - divisorExponent;
        rest %= modulus;
        while (shift > 0)
        {
            int step = shift < 11 ? shift : 11;
            rest = (rest << step) % modulus;
            shift -= step;
        }

        // rest * 2^(divisorExponent - 1075), which a double holds exactly.
        int zeros = BitOperations.LeadingZeroCount(rest) - 11;
        int down = zeros < divisorExponent - 1 ? zeros : divisorExponent - 1;
        ulong mantissa = rest << down;
        ulong result = mantissa >= 0x0010_0000_0000_0000ul
            ? (mantissa & 0x000F_FFFF_FFFF_FFFFul) | ((ulong)(divisorExponent - down) << 52)
            : mantissa;
        return FromBits((rest == 0 ? 0ul : result) | (Bits(left) & 0x8000_0000_0000_0000ul));
    }

    /// <inheritdoc cref="DeviceMath.IEEERemainder{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float IEEERemainder(float left, float right) => (float)IEEERemainder((double)left, (double)right);

    /// <inheritdoc cref="DeviceMath.IEEERemainder{T}(T, T)"/>
    public static double IEEERemainder(double left, double right)
    {
        // Where more than a half is left, or a half of an odd multiple, one more is taken. A half is compared without halving or doubling,
        // either of which could leave the range.
        double rest = Remainder(left, right);
        double size = Abs(rest);
        double step = Abs(right);
        double over = step - size;
        bool odd = IsFinite(right) && size == over && IsOddQuotient(left, step);
        return DeviceMath.Greater(size, over) != 0 || odd ? -CopySign(over, left) : rest;
    }

    // The rest of the division by twice the divisor is then a divisor and a half, in place of a half.
    private static bool IsOddQuotient(double left, double step)
        => DeviceMath.GreaterOrEqual(Abs(Remainder(left, step * 2)), step) != 0;
}
