using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>What kind of number a value is.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.IsNegative(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(float value) => Bits(value) >= 0x8000_0000u;

    /// <inheritdoc cref="DeviceMath.IsNegative(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(double value) => Bits(value) >= 0x8000_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsPositive(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositive(float value) => Bits(value) < 0x8000_0000u;

    /// <inheritdoc cref="DeviceMath.IsPositive(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositive(double value) => Bits(value) < 0x8000_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsNormal(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNormal(float value) => (Bits(value) & 0x7FFF_FFFFu) - 0x0080_0000u < 0x7F00_0000u;

    /// <inheritdoc cref="DeviceMath.IsNormal(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNormal(double value)
        => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) - 0x0010_0000_0000_0000ul < 0x7FE0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsSubnormal(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSubnormal(float value) => (Bits(value) & 0x7FFF_FFFFu) - 1 < 0x007F_FFFFu;

    /// <inheritdoc cref="DeviceMath.IsSubnormal(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSubnormal(double value) => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) - 1 < 0x000F_FFFF_FFFF_FFFFul;

    /// <inheritdoc cref="DeviceMath.IsPositiveInfinity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositiveInfinity(float value) => Bits(value) == 0x7F80_0000u;

    /// <inheritdoc cref="DeviceMath.IsPositiveInfinity(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositiveInfinity(double value) => Bits(value) == 0x7FF0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsNegativeInfinity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegativeInfinity(float value) => Bits(value) == 0xFF80_0000u;

    /// <inheritdoc cref="DeviceMath.IsNegativeInfinity(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegativeInfinity(double value) => Bits(value) == 0xFFF0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsRealNumber(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsRealNumber(float value) => !DeviceMath.IsNaN(value);

    /// <inheritdoc cref="DeviceMath.IsRealNumber(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsRealNumber(double value) => !DeviceMath.IsNaN(value);

    /// <inheritdoc cref="DeviceMath.IsInteger(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInteger(float value) => IsFinite(value) && Truncate(value) == value;

    /// <inheritdoc cref="DeviceMath.IsInteger(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInteger(double value) => IsFinite(value) && Truncate(value) == value;

    /// <inheritdoc cref="DeviceMath.IsEvenInteger(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(float value) => IsInteger(value) && IsInteger(value * 0.5f);

    /// <inheritdoc cref="DeviceMath.IsEvenInteger(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(double value) => IsInteger(value) && IsInteger(value * 0.5);

    /// <inheritdoc cref="DeviceMath.IsOddInteger(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(float value) => IsInteger(value) && !IsInteger(value * 0.5f);

    /// <inheritdoc cref="DeviceMath.IsOddInteger(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(double value) => IsInteger(value) && !IsInteger(value * 0.5);

    /// <inheritdoc cref="DeviceMath.IsPow2(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(float value)
    {
        // One bit of the fraction, or none of it and an exponent.
        uint bits = Bits(value);
        uint fraction = bits & 0x007F_FFFFu;
        return bits < 0x7F80_0000u && (fraction == 0 ? bits != 0 : bits == fraction && (fraction & (fraction - 1)) == 0);
    }

    /// <inheritdoc cref="DeviceMath.IsPow2(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(double value)
    {
        ulong bits = Bits(value);
        ulong fraction = bits & 0x000F_FFFF_FFFF_FFFFul;
        return bits < 0x7FF0_0000_0000_0000ul && (fraction == 0 ? bits != 0 : bits == fraction && (fraction & (fraction - 1)) == 0);
    }
}
