// The polynomials in the files of this class, and the care with which they are evaluated, come from fdlibm:
// Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
// Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
using System.Numerics;
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <summary>
/// The functions of <see cref="DeviceMath"/> as ILGPU compiles them for devices. Each is made of operations that are exact on
/// every device, so all devices give the same bits.
/// </summary>
/// <remarks>
/// <para><see cref="DeviceFunctions"/> puts a function of this class in the place of its namesake with the same parameters.</para>
/// <para>
/// Comparisons of floating-point numbers that may be NaN go through <see cref="DeviceMath.Less{T}(T, T)"/> and its like, for the
/// reason told there; <c>==</c> is safe. Nothing here relies on a fused multiplication, and the compilers are told not to make any.
/// </para>
/// </remarks>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Abs{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float value) => FromBits(Bits(value) & 0x7FFF_FFFFu);

    /// <inheritdoc cref="DeviceMath.Abs{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double value) => FromBits(Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul);

    /// <inheritdoc cref="DeviceMath.CopySign{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySign(float value, float sign)
        => FromBits((Bits(value) & 0x7FFF_FFFFu) | (Bits(sign) & 0x8000_0000u));

    /// <inheritdoc cref="DeviceMath.CopySign{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySign(double value, double sign)
        => FromBits((Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) | (Bits(sign) & 0x8000_0000_0000_0000ul));

    /// <inheritdoc cref="DeviceMath.Min{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float left, float right)
    {
        // The two choices differ for NaN, where they are left and right, and for zeros. Bits of both together are NaN, or the zero that counts as less.
        uint first = Bits(DeviceMath.Less(right, left) != 0 ? right : left);
        uint second = Bits(DeviceMath.Less(left, right) != 0 ? left : right);
        return FromBits(first | second);
    }

    /// <inheritdoc cref="DeviceMath.Min{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double left, double right)
    {
        ulong first = Bits(DeviceMath.Less(right, left) != 0 ? right : left);
        ulong second = Bits(DeviceMath.Less(left, right) != 0 ? left : right);
        return FromBits(first | second);
    }

    /// <inheritdoc cref="DeviceMath.Max{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float left, float right)
    {
        // As above, but of two zeros the one is greater that has no sign.
        uint first = Bits(DeviceMath.Less(left, right) != 0 ? right : left);
        uint second = Bits(DeviceMath.Less(right, left) != 0 ? left : right);
        return left == right ? FromBits(Bits(left) & Bits(right)) : FromBits(first | second);
    }

    /// <inheritdoc cref="DeviceMath.Max{T}(T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double left, double right)
    {
        ulong first = Bits(DeviceMath.Less(left, right) != 0 ? right : left);
        ulong second = Bits(DeviceMath.Less(right, left) != 0 ? left : right);
        return left == right ? FromBits(Bits(left) & Bits(right)) : FromBits(first | second);
    }

    /// <inheritdoc cref="DeviceMath.Clamp{T}(T, T, T)"/>
    public static T Clamp<T>(T value, T min, T max) where T : IFloatingPointIeee754<T>
    {
        T below = DeviceMath.Greater(value, max) != 0 ? max : value;
        return DeviceMath.Less(value, min) != 0 ? min : below;
    }

    /// <inheritdoc cref="DeviceMath.SingleToInt32Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SingleToInt32Bits(float value) => (int)Bits(value);

    /// <inheritdoc cref="DeviceMath.Int32BitsToSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Int32BitsToSingle(int value) => FromBits((uint)value);

    /// <inheritdoc cref="DeviceMath.SingleToUInt32Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint SingleToUInt32Bits(float value) => Bits(value);

    /// <inheritdoc cref="DeviceMath.UInt32BitsToSingle"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float UInt32BitsToSingle(uint value) => FromBits(value);

    /// <inheritdoc cref="DeviceMath.DoubleToInt64Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DoubleToInt64Bits(double value) => (long)Bits(value);

    /// <inheritdoc cref="DeviceMath.Int64BitsToDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Int64BitsToDouble(long value) => FromBits((ulong)value);

    /// <inheritdoc cref="DeviceMath.DoubleToUInt64Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong DoubleToUInt64Bits(double value) => Bits(value);

    /// <inheritdoc cref="DeviceMath.UInt64BitsToDouble"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double UInt64BitsToDouble(ulong value) => FromBits(value);

    /// <inheritdoc cref="DeviceMath.Apart{T}(T)"/>
    /// <remarks>Drivers drop both signs; ILGPU does not.</remarks>
    public static T Apart<T>(T value) where T : IFloatingPointIeee754<T> => -(-value);

    /// <inheritdoc cref="DeviceMath.Widen(int)"/>
    public static int Widen(int value) => -(-value);

    /// <inheritdoc cref="DeviceMath.Signed(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Signed(uint value) => (int)(0 - (0 - value));

    /// <inheritdoc cref="DeviceMath.Signed(ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Signed(ulong value) => (long)(0 - (0 - value));

    /// <inheritdoc cref="DeviceMath.Unsigned(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Unsigned(int value) => (uint)-(-value);

    /// <inheritdoc cref="DeviceMath.Unsigned(long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Unsigned(long value) => (ulong)-(-value);

    /// <inheritdoc cref="DeviceMath.IsNaN{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNaN(float value) => (Bits(value) & 0x7FFF_FFFFu) > 0x7F80_0000u;

    /// <inheritdoc cref="DeviceMath.IsNaN{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNaN(double value) => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) > 0x7FF0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInfinity(float value) => (Bits(value) & 0x7FFF_FFFFu) == 0x7F80_0000u;

    /// <inheritdoc cref="DeviceMath.IsInfinity{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInfinity(double value) => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) == 0x7FF0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsFinite{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(float value) => (Bits(value) & 0x7FFF_FFFFu) < 0x7F80_0000u;

    /// <inheritdoc cref="DeviceMath.IsFinite{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(double value) => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) < 0x7FF0_0000_0000_0000ul;
}
