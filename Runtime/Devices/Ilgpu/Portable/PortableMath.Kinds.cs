using System.Numerics;
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>What kind of number a value is.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.IsNegative{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(float value) => Bits(value) >= 0x8000_0000u;

    /// <inheritdoc cref="DeviceMath.IsNegative{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegative(double value) => Bits(value) >= 0x8000_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsPositive{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositive(float value) => Bits(value) < 0x8000_0000u;

    /// <inheritdoc cref="DeviceMath.IsPositive{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositive(double value) => Bits(value) < 0x8000_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsNormal{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNormal(float value) => (Bits(value) & 0x7FFF_FFFFu) - 0x0080_0000u < 0x7F00_0000u;

    /// <inheritdoc cref="DeviceMath.IsNormal{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNormal(double value)
        => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) - 0x0010_0000_0000_0000ul < 0x7FE0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsSubnormal{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSubnormal(float value) => (Bits(value) & 0x7FFF_FFFFu) - 1 < 0x007F_FFFFu;

    /// <inheritdoc cref="DeviceMath.IsSubnormal{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSubnormal(double value) => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) - 1 < 0x000F_FFFF_FFFF_FFFFul;

    /// <inheritdoc cref="DeviceMath.IsPositiveInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositiveInfinity(float value) => Bits(value) == 0x7F80_0000u;

    /// <inheritdoc cref="DeviceMath.IsPositiveInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPositiveInfinity(double value) => Bits(value) == 0x7FF0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsNegativeInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegativeInfinity(float value) => Bits(value) == 0xFF80_0000u;

    /// <inheritdoc cref="DeviceMath.IsNegativeInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNegativeInfinity(double value) => Bits(value) == 0xFFF0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsRealNumber{T}(T)"/>
    public static bool IsRealNumber<T>(T value) where T : IFloatingPointIeee754<T> => !DeviceMath.IsNaN(value);

    /// <inheritdoc cref="DeviceMath.IsInteger{T}(T)"/>
    public static bool IsInteger<T>(T value) where T : IFloatingPointIeee754<T> => DeviceMath.IsFinite(value) && DeviceMath.Truncate(value) == value;

    /// <inheritdoc cref="DeviceMath.IsEvenInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(float value) => IsInteger(value) && IsInteger(value * 0.5f);

    /// <inheritdoc cref="DeviceMath.IsEvenInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEvenInteger(double value) => IsInteger(value) && IsInteger(value * 0.5);

    /// <inheritdoc cref="DeviceMath.IsOddInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(float value) => IsInteger(value) && !IsInteger(value * 0.5f);

    /// <inheritdoc cref="DeviceMath.IsOddInteger{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOddInteger(double value) => IsInteger(value) && !IsInteger(value * 0.5);

    /// <inheritdoc cref="DeviceMath.IsPow2{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(float value)
    {
        // One bit of the fraction, or none of it and an exponent.
        uint bits = Bits(value);
        uint fraction = bits & 0x007F_FFFFu;
        return bits < 0x7F80_0000u && (fraction == 0 ? bits != 0 : bits == fraction && (fraction & (fraction - 1)) == 0);
    }

    /// <inheritdoc cref="DeviceMath.IsPow2{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPow2(double value)
    {
        ulong bits = Bits(value);
        ulong fraction = bits & 0x000F_FFFF_FFFF_FFFFul;
        return bits < 0x7FF0_0000_0000_0000ul && (fraction == 0 ? bits != 0 : bits == fraction && (fraction & (fraction - 1)) == 0);
    }
}
