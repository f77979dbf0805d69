using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>
/// Conversions. Integers narrower than <see cref="int"/> take its overload.
/// </content>
public static partial class DeviceChecks
{
    /// <summary>Whether the checked cast to <see cref="sbyte"/> succeeds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsSByte(int value) => value == (sbyte)value;

    /// <inheritdoc cref="FitsSByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsSByte(uint value) => value <= sbyte.MaxValue;

    /// <inheritdoc cref="FitsSByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsSByte(long value) => value == (sbyte)value;

    /// <inheritdoc cref="FitsSByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsSByte(ulong value) => value <= (ulong)sbyte.MaxValue;

    /// <inheritdoc cref="FitsSByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsSByte(float value) => (DeviceMath.Greater(value, -129f) & DeviceMath.Less(value, 128f)) != 0;

    /// <inheritdoc cref="FitsSByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsSByte(double value) => (DeviceMath.Greater(value, -129d) & DeviceMath.Less(value, 128d)) != 0;

    /// <summary>Whether the checked cast to <see cref="byte"/> succeeds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsByte(int value) => (uint)value <= byte.MaxValue;

    /// <inheritdoc cref="FitsByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsByte(uint value) => value <= byte.MaxValue;

    /// <inheritdoc cref="FitsByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsByte(long value) => (ulong)value <= byte.MaxValue;

    /// <inheritdoc cref="FitsByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsByte(ulong value) => value <= byte.MaxValue;

    /// <inheritdoc cref="FitsByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsByte(float value) => (DeviceMath.Greater(value, -1f) & DeviceMath.Less(value, 256f)) != 0;

    /// <inheritdoc cref="FitsByte(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsByte(double value) => (DeviceMath.Greater(value, -1d) & DeviceMath.Less(value, 256d)) != 0;

    /// <summary>Whether the checked cast to <see cref="short"/> succeeds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt16(int value) => value == (short)value;

    /// <inheritdoc cref="FitsInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt16(uint value) => value <= short.MaxValue;

    /// <inheritdoc cref="FitsInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt16(long value) => value == (short)value;

    /// <inheritdoc cref="FitsInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt16(ulong value) => value <= (ulong)short.MaxValue;

    /// <inheritdoc cref="FitsInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt16(float value) => (DeviceMath.Greater(value, -32769f) & DeviceMath.Less(value, 32768f)) != 0;

    /// <inheritdoc cref="FitsInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt16(double value) => (DeviceMath.Greater(value, -32769d) & DeviceMath.Less(value, 32768d)) != 0;

    /// <summary>Whether the checked cast to <see cref="ushort"/> succeeds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt16(int value) => (uint)value <= ushort.MaxValue;

    /// <inheritdoc cref="FitsUInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt16(uint value) => value <= ushort.MaxValue;

    /// <inheritdoc cref="FitsUInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt16(long value) => (ulong)value <= ushort.MaxValue;

    /// <inheritdoc cref="FitsUInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt16(ulong value) => value <= ushort.MaxValue;

    /// <inheritdoc cref="FitsUInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt16(float value) => (DeviceMath.Greater(value, -1f) & DeviceMath.Less(value, 65536f)) != 0;

    /// <inheritdoc cref="FitsUInt16(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt16(double value) => (DeviceMath.Greater(value, -1d) & DeviceMath.Less(value, 65536d)) != 0;

    /// <summary>Whether the checked cast to <see cref="int"/> succeeds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(uint value) => value <= int.MaxValue;

    /// <inheritdoc cref="FitsInt32(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(long value) => value == (int)value;

    /// <inheritdoc cref="FitsInt32(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(ulong value) => value <= (ulong)int.MaxValue;

    /// <inheritdoc cref="FitsInt32(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(sbyte value) => true;

    /// <inheritdoc cref="FitsInt32(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(byte value) => true;

    /// <inheritdoc cref="FitsInt32(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(short value) => true;

    /// <inheritdoc cref="FitsInt32(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(ushort value) => true;

    /// <inheritdoc cref="FitsInt32(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(float value)
        => (DeviceMath.GreaterOrEqual(value, -2147483648f) & DeviceMath.Less(value, 2147483648f)) != 0;

    /// <inheritdoc cref="FitsInt32(uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt32(double value) => (DeviceMath.Greater(value, -2147483649d) & DeviceMath.Less(value, 2147483648d)) != 0;

    /// <summary>Whether the checked cast to <see cref="uint"/> succeeds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt32(int value) => value >= 0;

    /// <inheritdoc cref="FitsUInt32(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt32(long value) => (ulong)value <= uint.MaxValue;

    /// <inheritdoc cref="FitsUInt32(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt32(ulong value) => value <= uint.MaxValue;

    /// <inheritdoc cref="FitsUInt32(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt32(float value) => (DeviceMath.Greater(value, -1f) & DeviceMath.Less(value, 4294967296f)) != 0;

    /// <inheritdoc cref="FitsUInt32(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt32(double value) => (DeviceMath.Greater(value, -1d) & DeviceMath.Less(value, 4294967296d)) != 0;

    /// <summary>Whether the checked cast to <see cref="long"/> succeeds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt64(int value) => true;

    /// <inheritdoc cref="FitsInt64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt64(uint value) => true;

    /// <inheritdoc cref="FitsInt64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt64(ulong value) => value <= (ulong)long.MaxValue;

    /// <inheritdoc cref="FitsInt64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt64(float value)
        => (DeviceMath.GreaterOrEqual(value, -9223372036854775808f) & DeviceMath.Less(value, 9223372036854775808f)) != 0;

    /// <inheritdoc cref="FitsInt64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInt64(double value)
        => (DeviceMath.GreaterOrEqual(value, -9223372036854775808d) & DeviceMath.Less(value, 9223372036854775808d)) != 0;

    /// <summary>Whether the checked cast to <see cref="ulong"/> succeeds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt64(int value) => value >= 0;

    /// <inheritdoc cref="FitsUInt64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt64(uint value) => true;

    /// <inheritdoc cref="FitsUInt64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt64(long value) => value >= 0;

    /// <inheritdoc cref="FitsUInt64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt64(float value) => (DeviceMath.Greater(value, -1f) & DeviceMath.Less(value, 18446744073709551616f)) != 0;

    /// <inheritdoc cref="FitsUInt64(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsUInt64(double value) => (DeviceMath.Greater(value, -1d) & DeviceMath.Less(value, 18446744073709551616d)) != 0;
}
