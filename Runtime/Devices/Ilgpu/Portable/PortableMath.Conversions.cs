using System.Runtime.CompilerServices;
using HmmGen.Kernels;

namespace HmmGen.Devices.Ilgpu.Portable;

/// <content>Conversions. Devices differ in what they make of values outside the target's range; .NET saturates, and makes NaN 0.</content>
internal static partial class PortableMath
{
    /// <inheritdoc cref="DeviceMath.ToInt32{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt32(float value)
    {
        int result = unchecked((int)value);
        result = DeviceMath.Less(value, 2147483648f) != 0 ? result : int.MaxValue;
        result = DeviceMath.Greater(value, -2147483648f) != 0 ? result : int.MinValue;
        return DeviceMath.IsNaN(value) ? 0 : result;
    }

    /// <inheritdoc cref="DeviceMath.ToInt32{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt32(double value)
    {
        int result = unchecked((int)value);
        result = DeviceMath.Less(value, 2147483648d) != 0 ? result : int.MaxValue;
        result = DeviceMath.Greater(value, -2147483648d) != 0 ? result : int.MinValue;
        return DeviceMath.IsNaN(value) ? 0 : result;
    }

    /// <inheritdoc cref="DeviceMath.ToInt64{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToInt64(float value)
    {
        long result = unchecked((long)value);
        result = DeviceMath.Less(value, 9223372036854775808f) != 0 ? result : long.MaxValue;
        result = DeviceMath.Greater(value, -9223372036854775808f) != 0 ? result : long.MinValue;
        return DeviceMath.IsNaN(value) ? 0 : result;
    }

    /// <inheritdoc cref="DeviceMath.ToInt64{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToInt64(double value)
    {
        long result = unchecked((long)value);
        result = DeviceMath.Less(value, 9223372036854775808d) != 0 ? result : long.MaxValue;
        result = DeviceMath.Greater(value, -9223372036854775808d) != 0 ? result : long.MinValue;
        return DeviceMath.IsNaN(value) ? 0 : result;
    }

    /// <inheritdoc cref="DeviceMath.ToUInt32{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ToUInt32(float value)
    {
        uint result = unchecked((uint)value);
        result = DeviceMath.Less(value, 4294967296f) != 0 ? result : uint.MaxValue;
        result = DeviceMath.Greater(value, 0f) != 0 ? result : uint.MinValue;
        return DeviceMath.IsNaN(value) ? 0 : result;
    }

    /// <inheritdoc cref="DeviceMath.ToUInt32{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ToUInt32(double value)
    {
        uint result = unchecked((uint)value);
        result = DeviceMath.Less(value, 4294967296d) != 0 ? result : uint.MaxValue;
        result = DeviceMath.Greater(value, 0d) != 0 ? result : uint.MinValue;
        return DeviceMath.IsNaN(value) ? 0 : result;
    }

    /// <inheritdoc cref="DeviceMath.ToUInt64{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ToUInt64(float value)
    {
        ulong result = unchecked((ulong)value);
        result = DeviceMath.Less(value, 18446744073709551616f) != 0 ? result : ulong.MaxValue;
        result = DeviceMath.Greater(value, 0f) != 0 ? result : ulong.MinValue;
        return DeviceMath.IsNaN(value) ? 0 : result;
    }

    /// <inheritdoc cref="DeviceMath.ToUInt64{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ToUInt64(double value)
    {
        ulong result = unchecked((ulong)value);
        result = DeviceMath.Less(value, 18446744073709551616d) != 0 ? result : ulong.MaxValue;
        result = DeviceMath.Greater(value, 0d) != 0 ? result : ulong.MinValue;
        return DeviceMath.IsNaN(value) ? 0 : result;
    }

    /// <inheritdoc cref="DeviceMath.ToSingle(ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(ulong value)
    {
        // What is halved keeps, in its last bit, whether anything was below, and so is rounded as the whole would be.
        float half = (long)((value >> 1) | (value & 1));
        return (long)value < 0 ? half + half : (float)(long)value;
    }

    /// <inheritdoc cref="DeviceMath.ToSingle(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(uint value) => (float)ToDouble(value);

    /// <inheritdoc cref="DeviceMath.ToDouble(ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(ulong value)
        // Both halves are exact, and positive however they are taken; their sum is rounded.
        => (double)(long)(value >> 32) * 4294967296d + (double)(long)(value & uint.MaxValue);

    /// <inheritdoc cref="DeviceMath.ToDouble(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(uint value) => (double)(long)((ulong)value & uint.MaxValue);
}
