using System.Numerics;

namespace HmmGen.Kernels;

/// <content>Conversions between numbers, and between numbers and their bits.</content>
public static partial class DeviceMath
{
    /// <summary>Converts to <see cref="int"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    public static int ToInt32<T>(T value) where T : IFloatingPoint<T> => T.ConvertToInteger<int>(value);

    /// <summary>Converts to <see cref="uint"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    public static uint ToUInt32<T>(T value) where T : IFloatingPoint<T> => T.ConvertToInteger<uint>(value);

    /// <summary>Converts to <see cref="long"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    public static long ToInt64<T>(T value) where T : IFloatingPoint<T> => T.ConvertToInteger<long>(value);

    /// <summary>Converts to <see cref="ulong"/> as the unchecked cast of C# does.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The integer.</returns>
    public static ulong ToUInt64<T>(T value) where T : IFloatingPoint<T> => T.ConvertToInteger<ulong>(value);

    /// <summary>Converts to <see cref="float"/>, rounding once.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The nearest number.</returns>
    public static float ToSingle(ulong value) => value;

    /// <inheritdoc cref="ToSingle(ulong)"/>
    public static float ToSingle(uint value) => value;

    /// <summary>Converts to <see cref="double"/>, rounding once. ILGPU forgets that what it has widened is unsigned, and that a constant is.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The nearest number.</returns>
    public static double ToDouble(ulong value) => value;

    /// <inheritdoc cref="ToDouble(ulong)"/>
    public static double ToDouble(uint value) => value;

    /// <summary>The bits of a <see cref="float"/> as a <see cref="int"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    public static int SingleToInt32Bits(float value) => BitConverter.SingleToInt32Bits(value);

    /// <summary>The bits of a <see cref="int"/> as a <see cref="float"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    public static float Int32BitsToSingle(int value) => BitConverter.Int32BitsToSingle(value);

    /// <summary>The bits of a <see cref="float"/> as a <see cref="uint"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    public static uint SingleToUInt32Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    /// <summary>The bits of a <see cref="uint"/> as a <see cref="float"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    public static float UInt32BitsToSingle(uint value) => BitConverter.UInt32BitsToSingle(value);

    /// <summary>The bits of a <see cref="double"/> as a <see cref="long"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    public static long DoubleToInt64Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    /// <summary>The bits of a <see cref="long"/> as a <see cref="double"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    public static double Int64BitsToDouble(long value) => BitConverter.Int64BitsToDouble(value);

    /// <summary>The bits of a <see cref="double"/> as a <see cref="ulong"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    public static ulong DoubleToUInt64Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <summary>The bits of a <see cref="ulong"/> as a <see cref="double"/>.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same bits.</returns>
    public static double UInt64BitsToDouble(ulong value) => BitConverter.UInt64BitsToDouble(value);
}
