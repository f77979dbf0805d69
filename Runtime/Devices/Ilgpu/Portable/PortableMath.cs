// The polynomials in the files of this class, and the care with which they are evaluated, come from fdlibm:
// Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
// Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
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
/// Comparisons of floating-point numbers that may be NaN go through <see cref="DeviceMath.Less(float, float)"/> and its like, for the
/// reason told there; <c>==</c> is safe. Nothing here relies on a fused multiplication, and the compilers are told not to make any.
/// </para>
/// </remarks>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.Abs(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float value) => FromBits(Bits(value) & 0x7FFF_FFFFu);

    /// <inheritdoc cref="DeviceMath.Abs(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Abs(double value) => FromBits(Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul);

    /// <inheritdoc cref="DeviceMath.CopySign(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CopySign(float value, float sign)
        => FromBits((Bits(value) & 0x7FFF_FFFFu) | (Bits(sign) & 0x8000_0000u));

    /// <inheritdoc cref="DeviceMath.CopySign(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double CopySign(double value, double sign)
        => FromBits((Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) | (Bits(sign) & 0x8000_0000_0000_0000ul));

    /// <inheritdoc cref="DeviceMath.Min(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float left, float right)
    {
        float result = DeviceMath.Less(left, right) != 0 ? left : right;
        result = left == right ? FromBits(Bits(left) | Bits(right)) : result;
        return DeviceMath.IsNaN(left) | DeviceMath.IsNaN(right) ? left + right : result;
    }

    /// <inheritdoc cref="DeviceMath.Min(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double left, double right)
    {
        double result = DeviceMath.Less(left, right) != 0 ? left : right;
        result = left == right ? FromBits(Bits(left) | Bits(right)) : result;
        return DeviceMath.IsNaN(left) | DeviceMath.IsNaN(right) ? left + right : result;
    }

    /// <inheritdoc cref="DeviceMath.Max(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float left, float right)
    {
        float result = DeviceMath.Less(right, left) != 0 ? left : right;
        result = left == right ? FromBits(Bits(left) & Bits(right)) : result;
        return DeviceMath.IsNaN(left) | DeviceMath.IsNaN(right) ? left + right : result;
    }

    /// <inheritdoc cref="DeviceMath.Max(double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double left, double right)
    {
        double result = DeviceMath.Less(right, left) != 0 ? left : right;
        result = left == right ? FromBits(Bits(left) & Bits(right)) : result;
        return DeviceMath.IsNaN(left) | DeviceMath.IsNaN(right) ? left + right : result;
    }

    /// <inheritdoc cref="DeviceMath.Clamp(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamp(float value, float min, float max)
    {
        float below = DeviceMath.Greater(value, max) != 0 ? max : value;
        return DeviceMath.Less(value, min) != 0 ? min : below;
    }

    /// <inheritdoc cref="DeviceMath.Clamp(double, double, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Clamp(double value, double min, double max)
    {
        double below = DeviceMath.Greater(value, max) != 0 ? max : value;
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

    /// <inheritdoc cref="DeviceMath.Apart(float)"/>
    /// <remarks>Drivers drop both signs; ILGPU does not.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apart(float value) => -(-value);

    /// <inheritdoc cref="Apart(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Apart(double value) => -(-value);

    /// <inheritdoc cref="DeviceMath.Widen(sbyte)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(sbyte value) => -(-value);

    /// <inheritdoc cref="DeviceMath.Widen(byte)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(byte value) => -(-value);

    /// <inheritdoc cref="DeviceMath.Widen(short)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(short value) => -(-value);

    /// <inheritdoc cref="DeviceMath.Widen(ushort)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Widen(ushort value) => -(-value);

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

    /// <inheritdoc cref="DeviceMath.IsNaN(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNaN(float value) => (Bits(value) & 0x7FFF_FFFFu) > 0x7F80_0000u;

    /// <inheritdoc cref="DeviceMath.IsNaN(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNaN(double value) => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) > 0x7FF0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsInfinity(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInfinity(float value) => (Bits(value) & 0x7FFF_FFFFu) == 0x7F80_0000u;

    /// <inheritdoc cref="DeviceMath.IsInfinity(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInfinity(double value) => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) == 0x7FF0_0000_0000_0000ul;

    /// <inheritdoc cref="DeviceMath.IsFinite(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(float value) => (Bits(value) & 0x7FFF_FFFFu) < 0x7F80_0000u;

    /// <inheritdoc cref="DeviceMath.IsFinite(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(double value) => (Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul) < 0x7FF0_0000_0000_0000ul;
}
