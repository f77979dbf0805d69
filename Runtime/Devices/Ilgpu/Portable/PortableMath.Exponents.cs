using System.Numerics;
using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Binary exponents, and the neighbours of a number.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.ScaleB{T}(T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ScaleB(float value, int power)
    {
        // In double every float times a power of two is exact, until it is rounded to a float.
        int limited = power < -400 ? -400 : power > 400 ? 400 : power;
        return (float)(value * PowerOfTwo(limited));
    }

    /// <inheritdoc cref="DeviceMath.ScaleB{T}(T, int)"/>
    public static double ScaleB(double value, int power)
    {
        // Three steps reach from any number to any other. Down they are 2^-969, so that only the last one makes subnormal numbers.
        const double Down = 2.2250738585072014e-308 * 9007199254740992.0;
        double scaled = value;
        int rest = power;
        for (int i = 0; i < 2; i++)
        {
            bool up = rest > 1023;
            bool down = rest < -1022;
            scaled = up ? DeviceMath.Apart(scaled) * 8.9884656743115795e307 : down ? DeviceMath.Apart(scaled) * Down : scaled;
            rest = up ? rest - 1023 : down ? rest + 969 : rest;
        }

        return scaled * PowerOfTwo(rest > 1023 ? 1023 : rest < -1022 ? -1022 : rest);
    }

    /// <inheritdoc cref="DeviceMath.ILogB{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ILogB(float value)
    {
        uint bits = Bits(value) & 0x7FFF_FFFFu;
        int subnormal = -118 - BitOperations.LeadingZeroCount(bits);
        int result = bits < 0x0080_0000u ? subnormal : (int)(bits >> 23) - 127;
        return bits == 0 ? int.MinValue : bits >= 0x7F80_0000u ? int.MaxValue : result;
    }

    /// <inheritdoc cref="DeviceMath.ILogB{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ILogB(double value)
    {
        ulong bits = Bits(value) & 0x7FFF_FFFF_FFFF_FFFFul;
        int subnormal = -1011 - BitOperations.LeadingZeroCount(bits);
        int result = bits < 0x0010_0000_0000_0000ul ? subnormal : (int)(bits >> 52) - 1023;
        return bits == 0 ? int.MinValue : bits >= 0x7FF0_0000_0000_0000ul ? int.MaxValue : result;
    }

    /// <inheritdoc cref="DeviceMath.BitIncrement{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float BitIncrement(float value)
    {
        uint bits = Bits(value);
        uint next = bits == 0x8000_0000u ? 1 : bits < 0x8000_0000u ? bits + 1 : bits - 1;
        return DeviceMath.IsNaN(value) || bits == 0x7F80_0000u ? value : FromBits(next);
    }

    /// <inheritdoc cref="DeviceMath.BitIncrement{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double BitIncrement(double value)
    {
        ulong bits = Bits(value);
        ulong next = bits == 0x8000_0000_0000_0000ul ? 1 : bits < 0x8000_0000_0000_0000ul ? bits + 1 : bits - 1;
        return DeviceMath.IsNaN(value) || bits == 0x7FF0_0000_0000_0000ul ? value : FromBits(next);
    }

    /// <inheritdoc cref="DeviceMath.BitDecrement{T}(T)"/>
    public static T BitDecrement<T>(T value) where T : IFloatingPointIeee754<T> => -DeviceMath.BitIncrement(-value);

}
