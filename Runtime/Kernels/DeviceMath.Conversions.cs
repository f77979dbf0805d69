using System.Runtime.CompilerServices;

namespace HmmGen.Kernels;

/// <content>Conversions between numbers, and between numbers and their bits.</content>
public static partial class DeviceMath
{
    /// <summary>Converts to <see cref="int"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt32(float value) => unchecked((int)value);

    /// <inheritdoc cref="ToInt32(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt32(double value) => unchecked((int)value);

    /// <summary>Converts to <see cref="uint"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ToUInt32(float value) => unchecked((uint)value);

    /// <inheritdoc cref="ToUInt32(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ToUInt32(double value) => unchecked((uint)value);

    /// <summary>Converts to <see cref="long"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToInt64(float value) => unchecked((long)value);

    /// <inheritdoc cref="ToInt64(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToInt64(double value) => unchecked((long)value);

    /// <summary>Converts to <see cref="ulong"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ToUInt64(float value) => unchecked((ulong)value);

    /// <inheritdoc cref="ToUInt64(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ToUInt64(double value) => unchecked((ulong)value);

    /// <summary>Converts to <see cref="short"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short ToInt16(float value) => unchecked((short)value);

    /// <inheritdoc cref="ToInt16(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short ToInt16(double value) => unchecked((short)value);

    /// <summary>Converts to <see cref="ushort"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort ToUInt16(float value) => unchecked((ushort)value);

    /// <inheritdoc cref="ToUInt16(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort ToUInt16(double value) => unchecked((ushort)value);

    /// <summary>Converts to <see cref="sbyte"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte ToSByte(float value) => unchecked((sbyte)value);

    /// <inheritdoc cref="ToSByte(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte ToSByte(double value) => unchecked((sbyte)value);

    /// <summary>Converts to <see cref="byte"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToByte(float value) => unchecked((byte)value);

    /// <inheritdoc cref="ToByte(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ToByte(double value) => unchecked((byte)value);

    /// <summary>Converts to <see cref="float"/>, rounding once.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The nearest number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(ulong value) => value;

    /// <inheritdoc cref="ToSingle(ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(uint value) => value;

    /// <summary>Converts to <see cref="double"/>, rounding once. ILGPU forgets that what it has widened is unsigned, and that a constant is.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The nearest number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(ulong value) => value;

    /// <inheritdoc cref="ToDouble(ulong)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(uint value) => value;

    /// <summary>The bits of a <see cref="float"/> as a <see cref="int"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SingleToInt32Bits(float value) => BitConverter.SingleToInt32Bits(value);

    /// <summary>The bits of a <see cref="int"/> as a <see cref="float"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Int32BitsToSingle(int value) => BitConverter.Int32BitsToSingle(value);

    /// <summary>The bits of a <see cref="float"/> as a <see cref="uint"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint SingleToUInt32Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    /// <summary>The bits of a <see cref="uint"/> as a <see cref="float"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float UInt32BitsToSingle(uint value) => BitConverter.UInt32BitsToSingle(value);

    /// <summary>The bits of a <see cref="double"/> as a <see cref="long"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DoubleToInt64Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    /// <summary>The bits of a <see cref="long"/> as a <see cref="double"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Int64BitsToDouble(long value) => BitConverter.Int64BitsToDouble(value);

    /// <summary>The bits of a <see cref="double"/> as a <see cref="ulong"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong DoubleToUInt64Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <summary>The bits of a <see cref="ulong"/> as a <see cref="double"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double UInt64BitsToDouble(ulong value) => BitConverter.UInt64BitsToDouble(value);
}
